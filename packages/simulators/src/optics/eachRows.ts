import type { Steps } from '@uraniborg/core';

/** A few milliseconds of them. */
const stepPixels = 32_768;

/** Has the rows of a window done in steps, in their order. */
export function* eachRows(
  { width, height }: { readonly width: number; readonly height: number },
  work: (from: number, end: number) => void,
): Steps<void> {
  const rows = Math.max(1, Math.floor(stepPixels / Math.max(1, width)));
  for (let from = 0; from < height; from += rows) {
    work(from, Math.min(height, from + rows));
    yield;
  }
}
