import type { PixelArray, Pixels } from '@uraniborg/core';

/** Turns the image upside down, in place: the last row comes first. */
export function flipRows({ data, width, height, planes }: Pixels): void {
  const held = data.slice(0, width) as PixelArray;
  for (let plane = 0; plane < planes; plane++) {
    for (let above = plane * height, below = (plane + 1) * height - 1; above < below; above++, below--) {
      held.set(data.subarray(above * width, (above + 1) * width));
      data.copyWithin(above * width, below * width, (below + 1) * width);
      data.set(held, below * width);
    }
  }
}

/**
 * Gives pixels back the range of their sensor, in place: many drivers multiply what a converter of `bits` bits says so that it
 * fills 16 bits, which puts zeros below every value. Only 16-bit pixels of which every one has them are changed.
 *
 * @param bits of the sensor's converter, 8 to 15
 * @returns the binary digits that were dropped: 0, or 16 - bits
 */
export function dropPadding({ data }: Pixels, bits: number): number {
  if (!(data instanceof Uint16Array)) return 0;
  const dropped = 16 - bits;
  let all = 0;
  for (let i = 0; i < data.length; i++) all |= data[i] as number;
  if ((all & ((1 << dropped) - 1)) !== 0) return 0;
  for (let i = 0; i < data.length; i++) data[i] = (data[i] as number) >> dropped;
  return dropped;
}
