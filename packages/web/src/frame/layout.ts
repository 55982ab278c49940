import type { SerializedDockview } from 'dockview-react';
import { remembered } from '../remembered.ts';

/** Where a person has put the panels; null is as they come. */
export const savedLayout = remembered<SerializedDockview | null>(
  'frame.layout',
  null,
  (value): value is SerializedDockview | null => typeof value === 'object',
);

const resets = new EventTarget();

export function resetLayout(): void {
  savedLayout.set(null);
  resets.dispatchEvent(new Event('reset'));
}

export function onReset(listener: () => void): () => void {
  resets.addEventListener('reset', listener);
  return () => resets.removeEventListener('reset', listener);
}
