import type { Steps } from '@uraniborg/core';

/**
 * Memory that threads share, for the images of one camera. The system gives new memory page by page when it is first
 * written to, which for a large image takes longer than everything else that is done to it: while the camera exposes,
 * memory for an image as large as the last one is made ready.
 */
export interface ImageMemory {
  /** Memory for an image. @throws RangeError there is not enough */
  take(length: number): Uint8Array<SharedArrayBuffer>;
  /** Makes memory for the next image, in steps of a few milliseconds; none where it is there, or nobody took any. */
  makeReady(): Steps<void>;
}

/** What is smaller is there at once. */
const worthMakingReady = 4194304;
/** A few milliseconds where memory is dear, as on a virtual machine whose host has taken it back. */
const sliceBytes = 1048576;
/** No system has smaller pages. */
const pageBytes = 4096;

export function imageMemory(): ImageMemory {
  let last = 0;
  let ready: Uint8Array<SharedArrayBuffer> | undefined;
  return {
    take(length) {
      const taken = ready?.length === length ? ready : undefined;
      ready = undefined;
      last = length;
      return taken ?? new Uint8Array(new SharedArrayBuffer(length));
    },
    *makeReady() {
      if (ready || last < worthMakingReady) return;
      const made = new Uint8Array(new SharedArrayBuffer(last));
      for (let at = 0; at < made.length; at += pageBytes) {
        if (at > 0 && at % sliceBytes === 0) yield;
        made[at] = 0;
      }
      // Meanwhile the camera may have been told to send images of another size.
      if (made.length === last) ready = made;
    },
  };
}
