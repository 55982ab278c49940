import { setImmediate } from 'node:timers/promises';
import type { PixelArray, Pixels } from '@uraniborg/core';

/** A few milliseconds of copying. */
const SLICE_BYTES = 4 << 20;

/**
 * The pixels in memory that every worker can read. What is shared already stays where it is; else they are copied, a
 * slice at a time, and others have their turn in between.
 */
export async function sharePixels(pixels: Pixels): Promise<Pixels> {
  const { data } = pixels;
  if (data.buffer instanceof SharedArrayBuffer) return pixels;
  const from = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const to = new Uint8Array(new SharedArrayBuffer(data.byteLength));
  for (let at = 0; at < from.length; at += SLICE_BYTES) {
    to.set(from.subarray(at, at + SLICE_BYTES), at);
    if (at + SLICE_BYTES < from.length) await setImmediate();
  }
  return { ...pixels, data: new (data.constructor as new (buffer: ArrayBufferLike) => PixelArray)(to.buffer) };
}
