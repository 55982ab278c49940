import type { Pixels } from '@uraniborg/core';

/** Is added to calibrated pixels, which may lie below zero: see CalibratedRoom. */
const PEDESTAL = 1000;

/**
 * Some rows of the cells of two by two pixels of a mosaic, as whole numbers in which stars are sought: their means,
 * rounded; of floating point a pedestal is added. What lies below or beyond 16 bits is cut off, what is no number is 0.
 *
 * @param rows of cells, from the first to before the last
 * @param to of all cells, half as many either way as there are pixels
 */
export function mosaicCells({ width, data }: Pixels, [begin, end]: readonly [number, number], to: Uint16Array): void {
  const columns = width >> 1;
  const add = 0.5 + (data instanceof Float32Array || data instanceof Float64Array ? PEDESTAL : 0);
  for (let y = begin; y < end; y++) {
    const upper = data.subarray(2 * y * width, (2 * y + 1) * width);
    const lower = data.subarray((2 * y + 1) * width, (2 * y + 2) * width);
    const row = to.subarray(y * columns, (y + 1) * columns);
    for (let x = 0, i = 0; x < columns; x++, i += 2) {
      const sum = (upper[i] as number) + (upper[i + 1] as number) + (lower[i] as number) + (lower[i + 1] as number);
      row[x] = Math.min(65_535, Math.max(0, 0.25 * sum + add));
    }
  }
}
