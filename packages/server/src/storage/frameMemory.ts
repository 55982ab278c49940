import type { Pixels } from '@uraniborg/core';

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

/**
 * @param mostBytes of pixels that are kept without need; one frame is always kept
 */
export function frameMemory<F extends { pixels: Pixels }>(mostBytes = 256 * 2 ** 20): FrameMemory<F> {
  const kept = new Map<string, { frame: F; pinned: boolean }>();
  const trim = () => {
    const loose = [...kept].filter(([, { pinned }]) => !pinned).reverse();
    let bytes = 0;
    for (const [i, [id, { frame }]] of loose.entries()) {
      bytes += frame.pixels.data.byteLength;
      if (i > 0 && bytes > mostBytes) kept.delete(id);
    }
  };
  return {
    put(id, frame, pinned) {
      kept.set(id, { frame, pinned });
      trim();
    },
    get: (id) => kept.get(id)?.frame,
    unpin(id) {
      const entry = kept.get(id);
      if (entry) kept.set(id, { ...entry, pinned: false });
      trim();
    },
  };
}
