import { Keyboard, LayoutDashboard } from 'lucide-react';
import { resetLayout } from '../frame/layout.ts';
import { IconButton } from '../parts/IconButton.tsx';
import { goTo, places, usePlace } from './places.ts';
import { openShortcuts } from './ShortcutSheet.tsx';
import { useWide } from './useWide.ts';

/** The places of the night: a rail on the left, on a phone a bar under the thumb. */
export function Rail() {
  const here = usePlace();
  const wide = useWide();
  return (
    <nav
      aria-label="Places"
      className="flex flex-none bg-panel max-md:pb-[env(safe-area-inset-bottom)] md:w-19 md:flex-col md:py-1"
    >
      {places.map(({ id, name, icon: Icon }) => (
        <button
          key={id}
          type="button"
          aria-current={here === id ? 'page' : undefined}
          onClick={() => goTo(id)}
          className={`flex h-15 flex-1 flex-col items-center justify-center gap-1 text-xs md:h-16 md:flex-none ${
            here === id
              ? 'text-accent shadow-[inset_0_2px_0_var(--accent)] md:shadow-[inset_2px_0_0_var(--accent)]'
              : 'text-soft hover:bg-raised hover:text-ink'
          }`}
        >
          <Icon size={22} strokeWidth={1.5} aria-hidden="true" />
          {name}
        </button>
      ))}
      {wide && (
        <div className="mt-auto flex flex-col items-center gap-1">
          {here === 'frame' && <IconButton icon={LayoutDashboard} label="Put the panels back" onClick={resetLayout} />}
          <IconButton icon={Keyboard} label="Keys" shortcut="help" onClick={openShortcuts} />
        </div>
      )}
    </nav>
  );
}
