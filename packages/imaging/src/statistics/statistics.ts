import type { PixelArray, Pixels } from '@uraniborg/core';
import { type Region, runsOf } from './area.ts';
import { type Histogram, histogramOf } from './histogram.ts';
import { selectMedian } from './selectMedian.ts';

/** Pixel values (ADU); `count` of them. Values that are not finite are left out; NaN everywhere when none is finite. */
export interface Statistics {
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Of the sample (n - 1). */
  readonly standardDeviation: number;
  readonly median: number;
  /** Median of the distances from the median, not scaled: times 1.4826 it estimates the sigma of normal noise. */
  readonly mad: number;
  /** The most frequent value, the lowest of them if there are several; of the fullest bin's middle for wide types. */
  readonly mode: number;
}

/**
 * Statistics of a frame or of a region of it. For 8 and 16-bit pixels everything comes from one histogram, exactly.
 *
 * @throws InvalidInput when the region is not inside the frame
 */
export function statisticsOf(pixels: Pixels, region?: Region): Statistics {
  const histogram = histogramOf(pixels, region);
  if (pixels.data.BYTES_PER_ELEMENT <= 2) return statisticsOfHistogram(histogram);
  const runs = runsOf(pixels, region);
  const median = selectMedian(pixels.data, runs);
  return {
    ...moments(pixels.data, runs, median),
    median,
    mad: selectMedian(pixels.data, runs, median),
    mode: histogram.count === 0 ? Number.NaN : modeOf(histogram),
  };
}

/** The statistics of the pixels that a histogram counts, exact where its bins are single values. */
export function statisticsOfHistogram(histogram: Histogram): Statistics {
  const { bins, low, binWidth, count } = histogram;
  const nothing = Number.NaN;
  if (count === 0)
    return {
      count,
      min: nothing,
      max: nothing,
      mean: nothing,
      standardDeviation: nothing,
      median: nothing,
      mad: nothing,
      mode: nothing,
    };
  const value = (bin: number) => low + (binWidth === 1 ? bin : bin + 0.5) * binWidth;
  let first = -1;
  let last = 0;
  let sum = 0;
  for (let bin = 0; bin < bins.length; bin++) {
    const n = bins[bin] as number;
    if (n === 0) continue;
    if (first < 0) first = bin;
    last = bin;
    sum += n * bin;
  }
  const mean = sum / count;
  let squares = 0;
  for (let bin = first; bin <= last; bin++) squares += (bins[bin] as number) * (bin - mean) ** 2;
  const median = medianBin(bins, count);
  return {
    count,
    min: value(first),
    max: value(last),
    mean: low + (binWidth === 1 ? mean : mean + 0.5) * binWidth,
    standardDeviation: Math.sqrt(squares / (count - 1)) * binWidth,
    median: value(median),
    mad: madBins(bins, count, median) * binWidth,
    mode: modeOf(histogram),
  };
}

/** The bin of the median; half-way between two when the middle pair straddles them. */
function medianBin(bins: Uint32Array, count: number): number {
  const lower = (count - 1) >> 1;
  const upper = count >> 1;
  let below = 0;
  let from = -1;
  for (let bin = 0; bin < bins.length; bin++) {
    below += bins[bin] as number;
    if (from < 0 && below > lower) from = bin;
    if (below > upper) return (from + bin) / 2;
  }
  return from;
}

/** Walks outwards from the median on both sides at once; twice the distance is a whole number. */
function madBins(bins: Uint32Array, count: number, median: number): number {
  const lower = (count - 1) >> 1;
  const upper = count >> 1;
  const half = median % 1 !== 0;
  let below = 0;
  let from = -1;
  for (let step = 0; ; step++) {
    const distance = half ? step + 0.5 : step;
    const left = median - distance;
    const right = median + distance;
    if (left < 0 && right >= bins.length) return from;
    below += bins[right] ?? 0;
    if (left !== right) below += bins[left] ?? 0;
    if (from < 0 && below > lower) from = distance;
    if (below > upper) return (from + distance) / 2;
  }
}

function modeOf({ bins, low, binWidth }: Histogram): number {
  let best = 0;
  for (let bin = 1; bin < bins.length; bin++) if ((bins[bin] as number) > (bins[best] as number)) best = bin;
  return low + (binWidth === 1 ? best : best + 0.5) * binWidth;
}

/** Sums of distances from the median, so that a large level does not swallow a small spread. */
function moments(data: PixelArray, runs: readonly (readonly [number, number])[], centre: number) {
  let count = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let sum = 0;
  let squares = 0;
  for (const [begin, end] of runs)
    for (let i = begin; i < end; i++) {
      const value = data[i] as number;
      if (!Number.isFinite(value)) continue;
      count++;
      if (value < min) min = value;
      if (value > max) max = value;
      const d = value - centre;
      sum += d;
      squares += d * d;
    }
  if (count === 0) return { count, min: Number.NaN, max: Number.NaN, mean: Number.NaN, standardDeviation: Number.NaN };
  const variance = Math.max(0, squares - (sum * sum) / count) / (count - 1);
  return { count, min, max, mean: centre + sum / count, standardDeviation: Math.sqrt(variance) };
}
