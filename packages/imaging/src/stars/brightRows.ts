import { openKernel, type Pixels } from '@uraniborg/core';
import type { BackgroundMesh } from './backgroundMesh.ts';
import { brightRowsModule } from './brightRowsModule.ts';
import { betweenRows, meshRow } from './meshRow.ts';
import { eachSmoothedRow } from './smoothedRows.ts';

export interface BrightRowsUse {
  readonly mesh: BackgroundMesh;
  /** For each cell of the mesh, what is bright in the middle of it; between the middles it is interpolated. */
  readonly limits: Float32Array;
  /** Gets what is above: the first `count` of `places`, and all values of the row `y`; taken again by the next row. */
  found(y: number, places: Uint32Array, count: number, values: Float32Array): void;
}

/**
 * What is bright in a frame at half its size, smoothed (see eachSmoothedRow): in its rows `from` to `end`, those in
 * order that have something. Frames of 16 bits go through a kernel, to the same bits.
 */
export function eachBrightRow(pixels: Pixels, [from, end]: readonly [number, number], use: BrightRowsUse): void {
  const { data, planes } = pixels;
  if (data instanceof Uint16Array && planes === 1) throughKernel({ ...pixels, data }, from, end, use);
  else plainBrightRows(pixels, [from, end], use);
}

/** The same, the plain way: for all kinds of pixels, and what the kernel is measured by. */
export function plainBrightRows(pixels: Pixels, [from, end]: readonly [number, number], use: BrightRowsUse): void {
  const upper = new Float32Array(pixels.width >> 1);
  const lower = new Float32Array(upper.length);
  const places = new Uint32Array(upper.length);
  const limitsOf = limitRows(use, upper, lower);
  const { fround } = Math;
  eachSmoothedRow(pixels, [from, end], (y, values) => {
    const part = limitsOf(y);
    let count = 0;
    for (let x = 0; x < upper.length; x++) {
      const limit = upper[x] as number;
      if ((values[x] as number) > fround(limit + fround(part * fround((lower[x] as number) - limit))))
        places[count++] = x;
    }
    if (count > 0) use.found(y, places, count, values);
  });
}

/** Fills two rows with the limits above and below a row `y`, and says how far it is from the one to the other. */
function limitRows({ mesh, limits }: BrightRowsUse, above: Float32Array, below: Float32Array): (y: number) => number {
  let known = -1;
  return (y) => {
    const { upper, lower, part } = betweenRows(mesh, 2 * y + 0.5);
    if (upper !== known) {
      meshRow(mesh, limits, upper, 2, above);
      meshRow(mesh, limits, lower, 2, below);
      known = upper;
    }
    return Math.fround(part);
  };
}

interface Kernel {
  sumTwoByTwo(from: number, width: number, to: number): void;
  smooth(above: number, middle: number, below: number, vertical: number, to: number, length: number): void;
  findAbove(values: number, upper: number, lower: number, part: number, length: number, places: number): number;
}

let kernel: ReturnType<typeof openKernel<Kernel>> | undefined;

function throughKernel(
  { width, height, data }: Pixels<Uint16Array>,
  from: number,
  end: number,
  use: BrightRowsUse,
): void {
  const [columns, rows] = [width >> 1, height >> 1];
  if (columns < 3 || rows < 3 || from >= end) return;
  kernel ??= openKernel<Kernel>(brightRowsModule);
  const { memory, sumTwoByTwo, smooth, findAbove } = kernel;
  // Two rows of pixels, then rows of half as many 32-bit values, each with room to round up and to reach over.
  const row = (columns * 4 + 63) & ~15;
  const pair = 16;
  const sums = pair + 2 * row;
  const vertical = sums + 3 * row + 16;
  const values = vertical + row;
  const upper = values + row;
  const lower = upper + row;
  const places = lower + row;
  const missing = Math.ceil((places + row - memory.buffer.byteLength) / 65_536);
  if (missing > 0) memory.grow(missing);
  const { buffer } = memory;
  const pixelsOfPair = new Uint16Array(buffer, pair, 2 * width);
  const valuesOfRow = new Float32Array(buffer, values, columns);
  const placesOfRow = new Uint32Array(buffer, places, columns);
  const limitsOf = limitRows(use, new Float32Array(buffer, upper, columns), new Float32Array(buffer, lower, columns));
  const at = (y: number) => sums + (y % 3) * row;
  const load = (y: number) => {
    pixelsOfPair.set(data.subarray(2 * y * width, (2 * y + 2) * width));
    sumTwoByTwo(pair, width, at(y));
  };
  for (let y = Math.max(0, from - 1); y <= from; y++) load(y);
  for (let y = from; y < end; y++) {
    if (y + 1 < rows) load(y + 1);
    smooth(at(Math.max(0, y - 1)), at(y), at(Math.min(rows - 1, y + 1)), vertical, values, columns);
    const count = findAbove(values, upper, lower, limitsOf(y), columns, places);
    if (count > 0) use.found(y, placesOfRow, count, valuesOfRow);
  }
}
