import type { LucideIcon } from 'lucide-react';
import type { Shortcut } from '../shell/shortcuts.ts';
import { Tip } from './Tip.tsx';

interface Props {
  icon: LucideIcon;
  label: string;
  shortcut?: Shortcut;
  /** A button that stays down; leave it out for one that does something once. */
  pressed?: boolean;
  disabled?: boolean;
  onClick: () => void;
}

export function IconButton({ icon: Icon, label, shortcut, pressed, disabled, onClick }: Props) {
  return (
    <Tip label={label} shortcut={shortcut}>
      <button
        type="button"
        aria-label={label}
        aria-pressed={pressed}
        disabled={disabled}
        onClick={onClick}
        className={`inline-flex size-(--control) flex-none items-center justify-center rounded-control disabled:opacity-40 ${
          pressed
            ? 'bg-raised text-accent shadow-[inset_0_-2px_0_var(--accent)]'
            : 'text-soft enabled:hover:bg-raised enabled:hover:text-ink'
        }`}
      >
        <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
      </button>
    </Tip>
  );
}
