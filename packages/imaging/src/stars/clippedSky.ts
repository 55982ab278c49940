import { openKernel } from '@uraniborg/core';
import { selectRank } from '../statistics/selectRank.ts';
import { clippedSkyModule } from './clippedSkyModule.ts';

/** The sky under the stars: its level and the noise of one pixel, both in pixel values (ADU). */
export interface Background {
  readonly level: number;
  readonly rms: number;
}

/** Every third pixel both ways: enough to know the level, and all four colours of a Bayer mosaic have their share. */
export const STRIDE = 3;

const CLIP = 2.5;
/** A normal distribution cut at 2.5 sigmas has 0.9569 of its standard deviation left. */
const WIDENING = 1 / 0.9569;

/**
 * Level and noise of what is no star in the first `count` of `sample`: the mean and the standard deviation of what lies
 * within 2.5 sigmas of the median, twice. The median finds the place, the mean then resolves less than one ADU.
 * @param scratch room for a third of the sample
 */
export function clippedSky(sample: Float32Array, count: number, scratch: Float32Array): Background {
  if (count === 0) return { level: 0, rms: 0 };
  // A third of the sample is enough for the first guess.
  const few = Math.ceil(count / 3);
  for (let i = 0; i < few; i++) scratch[i] = sample[i * 3] as number;
  const base = selectRank(scratch, few, few >> 1);
  for (let i = 0; i < few; i++) scratch[i] = Math.abs((scratch[i] as number) - base);
  let level = base;
  let rms = 1.4826 * selectRank(scratch, few, few >> 1);
  // More than half of the pixels are equal: 8-bit video, a clipped frame.
  if (rms === 0) rms = momentsWithin(sample, count, base, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY).rms;
  for (let round = 0; round < 2; round++) {
    const next = momentsWithin(sample, count, base, level - CLIP * rms, level + CLIP * rms);
    level = next.kept > 0 ? base + next.mean : level;
    rms = next.rms * WIDENING;
  }
  return { level, rms };
}

/** From `base`, so that a large level does not swallow a small spread, and whole numbers stay whole. */
function momentsWithin(sample: Float32Array, count: number, base: number, low: number, high: number) {
  let kept = 0;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < count; i++) {
    const value = sample[i] as number;
    if (value < low || value > high) continue;
    const d = value - base;
    kept++;
    sum += d;
    squares += d * d;
  }
  if (kept === 0) return { kept, mean: 0, rms: 0 };
  const mean = sum / kept;
  return { kept, mean, rms: Math.sqrt(Math.max(0, squares / kept - mean * mean)) };
}

interface Kernel {
  clippedSky(from: number, width: number, rows: number, left: number, right: number, room: number, to: number): void;
}

let kernel: ReturnType<typeof openKernel<Kernel>> | undefined;

/**
 * The same to the bit, of the cells of a 16-bit frame that stand side by side, STRIDE applied.
 * @param rows from which row of the frame, before which
 * @param edges where the cells begin and end: one more than there are cells
 */
export function clippedSkies(
  { width, data }: { readonly width: number; readonly data: Uint16Array },
  [top, bottom]: readonly [number, number],
  edges: readonly number[],
): Background[] {
  kernel ??= openKernel<Kernel>(clippedSkyModule);
  const { memory } = kernel;
  const rows = Math.ceil((bottom - top) / STRIDE);
  const pixels = 16;
  const room = pixels + 2 * width * rows;
  const largest = Math.max(0, ...edges.map((edge, i) => edge - (edges[i - 1] ?? edge)));
  const missing = Math.ceil((room + 4 * rows * Math.ceil(largest / STRIDE) + 64 - memory.buffer.byteLength) / 65_536);
  if (missing > 0) memory.grow(missing);
  const there = new Uint16Array(memory.buffer, pixels, width * rows);
  for (let row = 0; row < rows; row++) {
    const from = (top + STRIDE * row) * width;
    there.set(data.subarray(from, from + width), row * width);
  }
  const found = new Float64Array(memory.buffer, 0, 2);
  const { clippedSky } = kernel;
  return edges.slice(1).map((right, i) => {
    clippedSky(pixels, width, rows, edges[i] as number, right, room, 0);
    return { level: found[0] as number, rms: found[1] as number };
  });
}
