import type { Pixels, Waiting } from '@uraniborg/core';

/** Some milliseconds of looking at each. */
const SLICE = 1 << 20;

/**
 * The same pixels in 16 bits unsigned wherever their values allow it: cameras of 12 to 16 bits are sent as 32-bit or
 * floating numbers by many drivers. Bytes stay bytes; negative, fractional or larger values stay as they are. What was in
 * shared memory is so again. Others have their turn now and then while a large image is looked at.
 *
 * @throws AbortedError
 */
export async function narrowPixels(pixels: Pixels, { clock, signal }: Waiting): Promise<Pixels> {
  const { data } = pixels;
  if (data instanceof Uint8Array || data instanceof Uint16Array) return pixels;
  const room = data.buffer instanceof SharedArrayBuffer ? SharedArrayBuffer : ArrayBuffer;
  const narrow = new Uint16Array(new room(2 * data.length));
  for (let from = 0; from < data.length; from += SLICE) {
    if (from > 0) await clock.sleep(0, signal);
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
