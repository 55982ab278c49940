import type { Direction } from '@uraniborg/astrometry';
import { useSyncExternalStore } from 'react';

/** Where the person means to go next: what stands in the field, and its place where that is known. */
export interface Aim {
  text: string;
  at: Direction | null;
}

let aim: Aim = { text: '', at: null };
const listeners = new Set<() => void>();

export function setAim(next: Aim): void {
  aim = next;
  for (const listener of listeners) listener();
}

export function useAim(): Aim {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => aim,
  );
}
