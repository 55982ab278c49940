import type { Pixels } from '@uraniborg/core';
import type { Frame } from '@uraniborg/formats';
import { type Histogram, histogramOf, type Statistics, statisticsOf, statisticsOfHistogram } from '@uraniborg/imaging';

/** A frame whose pixels may have been counted already: looking at all of them once more takes as long as halving them. */
export interface CountedFrame extends Frame {
  /** Of all its pixels, in shared memory. */
  readonly histogram?: Histogram | undefined;
}

/** Statistics of a frame, and the histogram that they come from where there is an exact one: of 8 and 16 bits. */
export function countPixels(pixels: Pixels): { statistics: Statistics; histogram: Histogram | undefined } {
  if (pixels.data.BYTES_PER_ELEMENT > 2) return { statistics: statisticsOf(pixels), histogram: undefined };
  const histogram = histogramOf(pixels);
  const bins = new Uint32Array(new SharedArrayBuffer(histogram.bins.byteLength));
  bins.set(histogram.bins);
  return { statistics: statisticsOfHistogram(histogram), histogram: { ...histogram, bins } };
}
