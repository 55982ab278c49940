import { useSyncExternalStore } from 'react';

let open = false;
const listeners = new Set<() => void>();

/** Shows the sheet of masters, or puts it away. */
export function showMasters(show: boolean): void {
  open = show;
  for (const listener of listeners) listener();
}

export const useMastersOpen = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => open,
  );
