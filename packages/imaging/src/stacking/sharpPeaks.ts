import { type KernelMemory, openKernel, type Pixels } from '@uraniborg/core';
import type { BackgroundMesh } from '../stars/backgroundMesh.ts';
import { sharpPeaksModule } from './sharpPeaksModule.ts';

/** Summits of a frame at half its size, in no order: one behind the other x, y and height. */
export type SharpPeaks = Float32Array;

/** Half-size pixels from a summit to the ring around it, along the axes and along the diagonals, and to the edge. */
const [RING, DIAGONAL, EDGE] = [4, 3, 5];
/** The weights of a smoothed value: [1 2 1] both ways of the sums of four pixels. */
const WEIGHT = 64;
/** The noise of such a value, for noise of 1 in every pixel. */
const NOISE = 12;
/** Rows of summits that are sought at once: what a nearer cache holds. */
const BAND = 48;

/**
 * What stands out of a frame at half its size, smoothed by [1 2 1] both ways, by so many sigmas, and is sharp: of a
 * ring of eight places around it, four away, all but one, where a neighbour may be, are less than half as bright. Heights are sums of pixels with weights that add up
 * to 64. The sky is that of the cell of the mesh.
 */
export function sharpPeaks(pixels: Pixels<Uint16Array>, mesh: BackgroundMesh, sigmas: number): SharpPeaks {
  const { width, height, data } = pixels;
  const [columns, rows] = [width >> 1, height >> 1];
  if (columns < 2 * EDGE + 1 || rows < 2 * EDGE + 1) return new Float32Array(0);
  const stride = (4 * columns + 31) & ~15;
  const { kernel, places } = opened({
    pixels: 4 * width * (BAND + 2 * EDGE),
    sums: stride * (BAND + 2 * EDGE),
    vertical: stride,
    values: stride * (BAND + 2 * EDGE),
    limits: stride,
    skies: stride,
    found: 12 * (BAND >> 1) * (columns >> 1) + 64,
  });
  const { buffer } = kernel.memory;
  const cellOf = cellsOf(mesh, columns, sigmas, {
    limits: new Float32Array(buffer, places.limits, columns),
    skies: new Float32Array(buffer, places.skies, columns),
  });
  const parts: Float32Array[] = [];
  for (let from = EDGE; from < rows - EDGE; from += BAND) {
    const end = Math.min(rows - EDGE, from + BAND);
    // The ring is four away, and smoothing takes one more.
    const [first, count] = [from - EDGE, end - from + 2 * EDGE];
    new Uint16Array(buffer, places.pixels).set(data.subarray(2 * first * width, 2 * (first + count) * width));
    kernel.halve(places.pixels, width, count, places.sums, stride);
    kernel.smoothed(places.sums, count, stride, places.vertical, places.values);
    let to = places.found;
    for (let y = from; y < end; y++) {
      cellOf(y);
      to = kernel.summits(places.values + (y - first) * stride, stride, columns, y, places.limits, places.skies, to);
    }
    parts.push(new Float32Array(buffer, places.found, (to - places.found) >> 2).slice());
  }
  return joined(parts);
}

interface Kernel {
  readonly memory: KernelMemory;
  halve(from: number, width: number, rows: number, to: number, stride: number): void;
  smoothed(from: number, rows: number, stride: number, vertical: number, to: number): void;
  // biome-ignore format: one line says it
  summits(row: number, stride: number, columns: number, y: number, limits: number, skies: number, to: number): number;
}

let kept: Kernel | undefined;

/** The kernel, and places in its memory of so many bytes. */
function opened<K extends string>(sizes: Readonly<Record<K, number>>): { kernel: Kernel; places: Record<K, number> } {
  kept ??= openKernel<Kernel>(sharpPeaksModule);
  let end = 1024;
  const places: Record<string, number> = {};
  for (const [name, bytes] of Object.entries<number>(sizes)) {
    places[name] = end;
    // Vectors reach beyond the ends.
    end += (bytes + 127) & ~63;
  }
  const missing = end - kept.memory.buffer.byteLength;
  if (missing > 0) kept.memory.grow(Math.ceil(missing / 65_536));
  return { kernel: kept, places: places as Record<K, number> };
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Fills the rows of limits and skies with what the cells say that the row `y` of the half-size frame goes through. */
function cellsOf(
  { columns: cells, rows, cellWidth, cellHeight, level, rms }: BackgroundMesh,
  columns: number,
  sigmas: number,
  { limits, skies }: { limits: Float32Array; skies: Float32Array },
): (y: number) => void {
  let known = -1;
  return (y) => {
    const row = Math.min(rows - 1, Math.floor((2 * y) / cellHeight));
    if (row === known) return;
    known = row;
    for (let cell = 0; cell < cells; cell++) {
      const [begin, end] = [Math.ceil((cell * cellWidth) / 2), Math.ceil(((cell + 1) * cellWidth) / 2)];
      const sky = WEIGHT * (level[row * cells + cell] as number);
      const limit = sky + sigmas * NOISE * (rms[row * cells + cell] as number);
      limits.fill(limit, begin, cell === cells - 1 ? columns : end);
      skies.fill(sky, begin, cell === cells - 1 ? columns : end);
    }
  };
}

/** The same, the plain way: what the kernel is measured by. */
export function plainSharpPeaks({ width, height, data }: Pixels, mesh: BackgroundMesh, sigmas: number): SharpPeaks {
  const [columns, rows] = [width >> 1, height >> 1];
  const sums = new Float32Array(columns * rows);
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      const at = (i: number) => data[2 * y * width + 2 * x + i] as number;
      sums[y * columns + x] = at(0) + at(1) + at(width) + at(width + 1);
    }
  const smooth = (from: Float32Array, step: number) =>
    from.map((middle, i) => (from[i - step] ?? 0) + 2 * middle + (from[i + step] ?? 0));
  const values = smooth(smooth(sums, columns), 1);
  const limits = new Float32Array(columns);
  const skies = new Float32Array(columns);
  const cellOf = cellsOf(mesh, columns, sigmas, { limits, skies });
  const found: number[] = [];
  for (let y = EDGE; y < rows - EDGE; y++) {
    cellOf(y);
    for (let x = EDGE; x < columns - EDGE; x++) {
      const at = (dx: number, dy: number) => values[(y + dy) * columns + x + dx] as number;
      const [value, sky] = [at(0, 0), skies[x] as number];
      const before = [at(-1, -1), at(0, -1), at(1, -1), at(-1, 0)];
      const after = [at(1, 0), at(-1, 1), at(0, 1), at(1, 1)];
      if (!(value > (limits[x] as number) && before.every((v) => value > v) && after.every((v) => value >= v)))
        continue;
      const height = Math.fround(value - sky);
      const limit = sky + 0.5 * height;
      if (RINGS.filter(([dx, dy]) => at(dx, dy) > limit).length <= 1) found.push(x, y, height);
    }
  }
  return Float32Array.from(found);
}

const RINGS = [
  ...[-RING, RING].map((dx) => [dx, 0] as const),
  ...[-RING, RING].map((dy) => [0, dy] as const),
  ...[-DIAGONAL, DIAGONAL].flatMap((dy) => [-DIAGONAL, DIAGONAL].map((dx) => [dx, dy] as const)),
];
