import type { PixelArray, Pixels } from '@uraniborg/core';
import { type Region, runsOf } from './area.ts';
import { countValues } from './countValues.ts';

/**
 * How often each value occurs. Bin i counts values from `low + i * binWidth` to just below the next bin's; not finite
 * values are in no bin.
 */
export interface Histogram {
  readonly bins: Uint32Array;
  readonly low: number;
  /** 1 where every bin is one integer value: 8 and 16 bits always, 32 bits where their range is small enough. */
  readonly binWidth: number;
  /** How many pixels are counted. */
  readonly count: number;
}

const BINS = 65536;

/**
 * The histogram of a frame or of a region of it: 256 bins for 8 bits, 65536 for everything else. 16-bit pixels have a
 * bin each for every value; wider ones are spread over the range that occurs.
 *
 * @throws InvalidInput when the region is not inside the frame
 */
export function histogramOf(pixels: Pixels, region?: Region): Histogram {
  const { data } = pixels;
  const runs = runsOf(pixels, region);
  const count = runs.reduce((sum, [begin, end]) => sum + end - begin, 0);
  if (data instanceof Uint8Array) return { bins: countBytes(data, runs), low: 0, binWidth: 1, count };
  if (data instanceof Uint16Array) return { bins: countValues(data, runs), low: 0, binWidth: 1, count };
  if (data instanceof Int16Array) return { bins: countSigned(data, runs), low: -32768, binWidth: 1, count };
  return spread(data, runs);
}

/** Neighbouring pixels are often equal, and adding twice to one bin waits for memory: two tables take turns. */
function countBytes(data: Uint8Array, runs: readonly (readonly [number, number])[]): Uint32Array {
  const bins = new Uint32Array(256);
  const other = new Uint32Array(256);
  for (const [begin, end] of runs) {
    for (let at = begin; at + 1 < end; at += 2) {
      const [a, b] = [data[at] as number, data[at + 1] as number];
      bins[a] = (bins[a] as number) + 1;
      other[b] = (other[b] as number) + 1;
    }
    if ((end - begin) % 2 === 1) {
      const last = data[end - 1] as number;
      bins[last] = (bins[last] as number) + 1;
    }
  }
  return bins.map((count, value) => count + (other[value] as number));
}

/** Of the same bits without a sign the negative values are the upper half. */
function countSigned({ buffer, byteOffset, length }: Int16Array, runs: readonly (readonly [number, number])[]) {
  const counts = countValues(new Uint16Array(buffer, byteOffset, length), runs);
  const bins = new Uint32Array(BINS);
  bins.set(counts.subarray(BINS / 2));
  bins.set(counts.subarray(0, BINS / 2), BINS / 2);
  return bins;
}

function spread(data: PixelArray, runs: [number, number][]): Histogram {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const [begin, end] of runs)
    for (let i = begin; i < end; i++) {
      const value = data[i] as number;
      if (value < low && value !== Number.NEGATIVE_INFINITY) low = value;
      if (value > high && value !== Number.POSITIVE_INFINITY) high = value;
    }
  const bins = new Uint32Array(BINS);
  if (low > high) return { bins, low: 0, binWidth: 1, count: 0 };
  const integer = data instanceof Int32Array || data instanceof Uint32Array;
  // Half of each end first: the range of doubles can be larger than a double.
  const range = integer && high - low < BINS ? BINS : (high / BINS - low / BINS) * BINS;
  const binWidth = integer && high - low < BINS ? 1 : range / BINS || 1;
  let count = 0;
  for (const [begin, end] of runs)
    for (let i = begin; i < end; i++) {
      const value = data[i] as number;
      if (!Number.isFinite(value)) continue;
      const bin = Math.min(BINS - 1, Math.floor(value / binWidth - low / binWidth));
      bins[bin] = (bins[bin] as number) + 1;
      count++;
    }
  return { bins, low, binWidth, count };
}
