import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { StopButton } from '../shell/StopButton.tsx';
import { IconButton } from './IconButton.tsx';

interface Props {
  title: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  children: ReactNode;
}

/**
 * A sheet over the page that is closed by its button, Escape or a tap beside it; on a phone it is the whole screen. It
 * covers the STOP of the page, so it has one.
 */
export function Sheet({ title, open, onOpenChange, children }: Props) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-ground/75" />
        <Dialog.Content
          aria-describedby={undefined}
          // Not to the first button: its name would pop up, and take the first Escape.
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
          }}
          className="fixed inset-0 z-40 m-auto flex h-fit max-h-dvh w-full max-w-3xl flex-col bg-panel outline-none max-md:h-dvh md:max-h-[92dvh] md:rounded-control"
        >
          <header className="flex flex-none items-center gap-2 py-2 pr-2 pl-4">
            <Dialog.Title className="flex-1 font-medium text-lg">{title}</Dialog.Title>
            <IconButton icon={X} label="Close" onClick={() => onOpenChange(false)} />
            <StopButton />
          </header>
          <div className="@container min-h-0 flex-1 overflow-y-auto px-4 pb-4">{children}</div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
