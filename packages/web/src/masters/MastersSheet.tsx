import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { IconButton } from '../parts/IconButton.tsx';
import { MastersList } from './MastersList.tsx';
import { showMasters, useMastersOpen } from './mastersOpen.ts';

/** The masters on a sheet of their own, wherever one came from; on a phone it is the whole screen. */
export function MastersSheet() {
  const open = useMastersOpen();
  return (
    <Dialog.Root open={open} onOpenChange={showMasters}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-ground/75" />
        <Dialog.Content
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
          }}
          className="fixed inset-0 z-40 m-auto flex h-fit max-h-dvh w-full max-w-3xl flex-col bg-panel outline-none max-md:h-dvh md:max-h-[92dvh] md:rounded-control"
        >
          <header className="flex flex-none items-center gap-2 py-2 pr-2 pl-4">
            <Dialog.Title className="flex-1 font-medium text-lg">Masters</Dialog.Title>
            <IconButton icon={X} label="Close" onClick={() => showMasters(false)} />
          </header>
          <div className="@container min-h-0 flex-1 overflow-y-auto px-4 pb-4">
            <MastersList />
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
