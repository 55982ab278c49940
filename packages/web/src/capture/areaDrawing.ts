import { useSyncExternalStore } from 'react';

/** Whether a person is about to draw the frame area on the image. */
let drawing = false;
const listeners = new Set<() => void>();

export function drawArea(on: boolean): void {
  drawing = on;
  for (const listener of listeners) listener();
}

export function useAreaDrawing(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => drawing,
  );
}
