import type { Pixels } from '@uraniborg/core';

/**
 * The same pixels in 16 bits unsigned wherever their values allow it: cameras of 12 to 16 bits are sent as 32-bit or
 * floating numbers by many drivers. Bytes stay bytes; negative, fractional or larger values stay as they are. What was in
 * shared memory is so again.
 */
export function narrowPixels(pixels: Pixels): Pixels {
  const { data } = pixels;
  if (data instanceof Uint8Array || data instanceof Uint16Array) return pixels;
  const room = data.buffer instanceof SharedArrayBuffer ? SharedArrayBuffer : ArrayBuffer;
  const narrow = new Uint16Array(new room(2 * data.length));
  for (let i = 0; i < data.length; i++) {
    const value = data[i] ?? 0;
    narrow[i] = value;
    if (narrow[i] !== value) return pixels;
  }
  return { ...pixels, data: narrow };
}
