import type { Pixels } from './pixels.ts';
import type { Steps } from './steps.ts';

/** Some milliseconds of looking at each. */
const SLICE = 1 << 20;

/**
 * The same pixels in 16 bits unsigned wherever their values allow it: cameras of 12 to 16 bits are sent as 32-bit or
 * floating numbers by many drivers. Bytes stay bytes; negative, fractional or larger values stay as they are. What was in
 * shared memory is so again. In steps of a few milliseconds.
 */
export function* narrowPixels(pixels: Pixels): Steps<Pixels> {
  const { data } = pixels;
  if (data instanceof Uint8Array || data instanceof Uint16Array) return pixels;
  const room = data.buffer instanceof SharedArrayBuffer ? SharedArrayBuffer : ArrayBuffer;
  const narrow = new Uint16Array(new room(2 * data.length));
  for (let from = 0; from < data.length; from += SLICE) {
    if (from > 0) yield;
    if (!narrowed(data, narrow, from, Math.min(data.length, from + SLICE))) return pixels;
  }
  return { ...pixels, data: narrow };
}

/** Whether the values from `from` to before `end` are the same in 16 bits. */
function narrowed(data: Pixels['data'], narrow: Uint16Array, from: number, end: number): boolean {
  for (let i = from; i < end; i++) {
    const value = data[i] ?? 0;
    narrow[i] = value;
    if (narrow[i] !== value) return false;
  }
  return true;
}
