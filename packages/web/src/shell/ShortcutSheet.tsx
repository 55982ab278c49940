import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useEffect, useState } from 'react';
import { IconButton } from '../parts/IconButton.tsx';
import { Keys } from '../parts/Keys.tsx';
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
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-ground/75" />
        <Dialog.Content
          aria-describedby={undefined}
          // Not to the first button: its name would pop up, and take the first Escape.
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
          }}
          className="fixed top-1/2 left-1/2 z-40 max-h-[90dvh] w-[min(44rem,94vw)] -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-control bg-panel p-5 outline-none"
        >
          <div className="mb-3 flex items-center justify-between">
            <Dialog.Title className="font-medium text-lg">Keys</Dialog.Title>
            <IconButton icon={X} label="Close" onClick={() => setOpen(false)} />
          </div>
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
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
