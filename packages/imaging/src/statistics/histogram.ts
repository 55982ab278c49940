import type { PixelArray, Pixels } from '@uraniborg/core';
import { type Region, runsOf } from './area.ts';

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
  if (data instanceof Uint8Array) return counted(new Uint32Array(256), 0, data, runs);
  if (data instanceof Uint16Array) return counted(new Uint32Array(BINS), 0, data, runs);
  if (data instanceof Int16Array) return counted(new Uint32Array(BINS), -32768, data, runs);
  return spread(data, runs);
}

/** Neighbouring pixels are often equal, and adding twice to one bin waits for memory: two tables take turns. */
function counted(
  bins: Uint32Array,
  low: number,
  data: Uint8Array | Uint16Array | Int16Array,
  runs: [number, number][],
): Histogram {
  const other = new Uint32Array(bins.length);
  let count = 0;
  for (const [begin, end] of runs) {
    const even = end - ((end - begin) & 1);
    for (let i = begin; i < even; i += 2) {
      const a = (data[i] as number) - low;
      const b = (data[i + 1] as number) - low;
      bins[a] = (bins[a] as number) + 1;
      other[b] = (other[b] as number) + 1;
    }
    if (even < end) {
      const a = (data[even] as number) - low;
      bins[a] = (bins[a] as number) + 1;
    }
    count += end - begin;
  }
  for (let i = 0; i < bins.length; i++) bins[i] = (bins[i] as number) + (other[i] as number);
  return { bins, low, binWidth: 1, count };
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
