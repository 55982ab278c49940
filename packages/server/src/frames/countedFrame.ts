import type { Pixels } from '@uraniborg/core';
import type { Frame } from '@uraniborg/formats';
import { type Histogram, histogramOf, type Statistics, statisticsOf, statisticsOfHistogram } from '@uraniborg/imaging';
import type { StoredPixels } from './storedPixels.ts';

/** A frame whose pixels may have been counted already: looking at all of them once more takes as long as halving them. */
export interface CountedFrame extends Frame {
  /** Of all its pixels, in shared memory. */
  readonly histogram?: Histogram | undefined;
  /** Whether it is a picture in 8 bits that was made for the eye. Default: no. */
  readonly finished?: boolean | undefined;
  /** What storedPixels would make of the pixels, if that has been done already, and how often each value is in each plane. */
  readonly stored?: (StoredPixels & { readonly counted: readonly Histogram[] }) | undefined;
}

/** What is counted of a frame once. */
export interface Counted {
  readonly statistics: Statistics;
  readonly histogram: Histogram | undefined;
}

/** Statistics of a frame, and the histogram that they come from where there is an exact one: of 8 and 16 bits. */
export function countPixels(pixels: Pixels): Counted {
  if (pixels.data.BYTES_PER_ELEMENT > 2) return { statistics: statisticsOf(pixels), histogram: undefined };
  return joinedCounts([histogramOf(pixels)]);
}

/** Of some of the rows, all planes together: a part of a frame of 8 or 16 bits. */
export function countPart({ data }: Pixels, [index, of]: readonly [number, number]): Histogram {
  const [from, end] = [index, index + 1].map((part) => Math.floor((data.length * part) / of)) as [number, number];
  return histogramOf({ width: end - from, height: 1, planes: 1, data: data.subarray(from, end) });
}

/** Of a frame whose parts have been counted. */
export function joinedCounts(parts: readonly Histogram[]): Counted {
  const histogram = joinedHistogram(parts);
  return { statistics: statisticsOfHistogram(histogram), histogram };
}

/** Of parts, in shared memory. */
export function joinedHistogram(parts: readonly Histogram[]): Histogram {
  const [first] = parts;
  if (!first) throw new Error('no part of a frame was counted');
  const bins = new Uint32Array(new SharedArrayBuffer(first.bins.byteLength));
  for (const part of parts) for (let bin = 0; bin < bins.length; bin++) bins[bin] = at(bins, bin) + at(part.bins, bin);
  return { ...first, bins, count: parts.reduce((sum, { count }) => sum + count, 0) };
}

const at = (bins: Uint32Array, bin: number) => bins[bin] as number;
