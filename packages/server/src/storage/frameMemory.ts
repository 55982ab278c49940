import type { Pixels } from '@uraniborg/core';
import { collectYoungSoon } from '../workers/collectSoon.ts';
import { type Parked, parked } from '../workers/parked.ts';

/**
 * The latest frames, whole, so that a screen gets them without a disk. What has no file is kept until it is let go:
 * it exists nowhere else.
 */
export interface FrameMemory<F> {
  put(id: string, frame: F, pinned: boolean): void;
  get(id: string): F | undefined;
  /** It has a file now, or nobody wants it. */
  unpin(id: string): void;
}

interface Entry<F> {
  readonly frame: Omit<F, 'pixels'>;
  readonly pixels: Parked<Pixels>;
  readonly bytes: number;
  readonly pinned: boolean;
}

/**
 * @param mostBytes of pixels that are kept without need; one frame is always kept
 */
export function frameMemory<F extends { pixels: Pixels }>(mostBytes = 256 * 2 ** 20): FrameMemory<F> {
  const kept = new Map<string, Entry<F>>();
  const trim = () => {
    const loose = [...kept].filter(([, { pinned }]) => !pinned).reverse();
    let sum = 0;
    for (const [i, [id, { pixels, bytes }]] of loose.entries()) {
      sum += bytes;
      if (i === 0 || sum <= mostBytes) continue;
      kept.delete(id);
      pixels.letGo();
    }
  };
  return {
    put(id, { pixels, ...frame }, pinned) {
      kept.get(id)?.pixels.letGo();
      kept.set(id, { frame, pixels: parked<Pixels>(pixels), bytes: pixels.data.byteLength, pinned });
      trim();
      collectYoungSoon();
    },
    get(id) {
      const entry = kept.get(id);
      const pixels = entry?.pixels.get();
      return entry && pixels && ({ ...entry.frame, pixels } as F);
    },
    unpin(id) {
      const entry = kept.get(id);
      if (entry) kept.set(id, { ...entry, pinned: false });
      trim();
    },
  };
}
