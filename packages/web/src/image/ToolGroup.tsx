import type { LucideIcon } from 'lucide-react';
import { Popover } from 'radix-ui';
import type { ReactNode } from 'react';
import { Tip } from '../parts/Tip.tsx';

interface Props {
  icon: LucideIcon;
  label: string;
  /** Something in it is on. */
  active?: boolean;
  disabled?: boolean;
  open?: boolean;
  onOpen?: (open: boolean) => void;
  children: ReactNode;
}

/** Several controls of one kind behind one button. */
export function ToolGroup({ icon: Icon, label, active, disabled, open, onOpen, children }: Props) {
  return (
    <Popover.Root {...(open === undefined ? {} : { open })} {...(onOpen ? { onOpenChange: onOpen } : {})}>
      <Tip label={label}>
        <Popover.Trigger
          aria-label={label}
          disabled={disabled}
          className={`inline-flex size-(--control) flex-none items-center justify-center rounded-control hover:bg-raised hover:text-ink disabled:opacity-40 aria-expanded:bg-raised ${active ? 'text-accent' : 'text-soft'}`}
        >
          <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
        </Popover.Trigger>
      </Tip>
      <Popover.Portal>
        <Popover.Content
          side="top"
          sideOffset={6}
          collisionPadding={8}
          // Never over STOP and what else is always in view.
          collisionBoundary={document.querySelector('main')}
          aria-label={label}
          className="z-40 flex max-h-(--radix-popover-content-available-height) w-80 flex-col gap-1 overflow-y-auto *:flex-none rounded-control border bg-panel p-2 shadow-[0_8px_24px_rgb(0_0_0/0.6)] outline-none"
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
