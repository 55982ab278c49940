import { useSyncExternalStore } from 'react';

const wide = matchMedia('(min-width: 768px)');

/** Room for a rail and docked panels; below that it is a phone: one thing at a time, and a bar under the thumb. */
export function useWide(): boolean {
  return useSyncExternalStore(
    (listener) => {
      wide.addEventListener('change', listener);
      return () => wide.removeEventListener('change', listener);
    },
    () => wide.matches,
  );
}
