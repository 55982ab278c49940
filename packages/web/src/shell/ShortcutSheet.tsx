import { useEffect, useState } from 'react';
import { Keys } from '../parts/Keys.tsx';
import { Sheet } from '../parts/Sheet.tsx';
import { type Shortcut, shortcuts, useShortcut } from './shortcuts.ts';

const asked = new EventTarget();

export function openShortcuts(): void {
  asked.dispatchEvent(new Event('open'));
}

/** All the keys on one sheet. */
export function ShortcutSheet() {
  const [open, setOpen] = useState(false);
  useShortcut('help', () => setOpen(true));
  useEffect(() => {
    const show = () => setOpen(true);
    asked.addEventListener('open', show);
    return () => asked.removeEventListener('open', show);
  }, []);
  const groups = [...new Set(Object.values(shortcuts).map(({ group }) => group))];
  return (
    <Sheet title="Keys" open={open} onOpenChange={setOpen}>
      <div className="columns-1 gap-8 sm:columns-2">
        {groups.map((group) => (
          <section key={group} className="mb-4 break-inside-avoid">
            <h3 className="mb-1 text-faint text-sm">{group}</h3>
            {(Object.keys(shortcuts) as Shortcut[])
              .filter((name) => shortcuts[name].group === group)
              .map((name) => (
                <p key={name} className="flex items-center justify-between gap-4 py-1">
                  <span>{shortcuts[name].does}</span>
                  <Keys keys={shortcuts[name].keys} />
                </p>
              ))}
          </section>
        ))}
      </div>
    </Sheet>
  );
}
