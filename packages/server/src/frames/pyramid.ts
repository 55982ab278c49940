import { gzipSync } from 'node:zlib';
import { type Wcs, wcsFromKeywords } from '@uraniborg/astrometry';
import type { Pixels } from '@uraniborg/core';
import { cardValue } from '@uraniborg/formats';
import {
  type BayerOrder,
  type Histogram,
  histogramOf,
  type Statistics,
  statisticsOfHistogram,
} from '@uraniborg/imaging';
import { cellColours } from './cellColours.ts';
import type { CountedFrame } from './countedFrame.ts';
import { halve } from './halve.ts';
import { mosaicOrder } from './mosaicOrder.ts';
import { type StoredPixels, storedPixels } from './storedPixels.ts';
import { upperValues } from './upperValues.ts';

/** The side of a tile in pixels. */
export const TILE = 512;

/** A frame and its ever smaller copies, to look at any part of it at any distance without sending the rest. */
export interface Pyramid extends Omit<StoredPixels, 'pixels'> {
  /**
   * The frame itself, then each half of the one before (rounded up), down to one that fits into a tile. Those of a mosaic
   * have three planes from the second on, which there always is.
   */
  readonly levels: readonly Pixels<Uint16Array>[];
  /** One per plane, of the stored values; `upper` by `upperValues`. */
  readonly statistics: readonly PlaneStatistics[];
  /** Of red, green and blue of a mosaic. */
  readonly colours: readonly PlaneStatistics[] | undefined;
  /** Made for the eye, and shown as it is. */
  readonly finished: boolean;
  /** 65536 counts per plane, and of a mosaic then of its red, green and blue, 32 bits little-endian, packed by gzip. */
  readonly histogram: Uint8Array;
  readonly wcs: Wcs | undefined;
  /** The colours of the first two by two pixels of a mosaic. */
  readonly bayer: BayerOrder | undefined;
}

export type PlaneStatistics = Statistics & { readonly upper: readonly number[] };

const numbersOf = (histogram: Histogram): PlaneStatistics => ({
  ...statisticsOfHistogram(histogram),
  upper: upperValues(histogram),
});

/** Everything that looking at a frame needs, in shared memory. */
export function pyramid({ pixels, header, histogram, stored, finished = false }: CountedFrame): Pyramid {
  const { pixels: full, counted, ...meaning } = stored ?? { ...storedPixels(pixels), counted: undefined };
  const bayer = mosaicOrder({ pixels, header });
  const cells = bayer && cellColours(full, bayer);
  const levels = cells ? [full, cells] : [full];
  for (let level = cells ?? full; Math.max(level.width, level.height) > TILE; ) {
    level = halve(level);
    levels.push(level);
  }
  const isKnown = histogram && full.data === pixels.data && full.planes === 1;
  const histograms =
    counted ??
    (isKnown ? [histogram] : Array.from({ length: full.planes }, (_, plane) => histogramOf(full, { plane })));
  const ofColours = cells ? [0, 1, 2].map((plane) => histogramOf(cells, { plane })) : [];
  const all = [...histograms, ...ofColours];
  const bins = new Uint32Array(65536 * all.length);
  for (const [plane, histogram] of all.entries()) bins.set(histogram.bins, 65536 * plane);
  return {
    ...meaning,
    levels,
    finished,
    statistics: histograms.map(numbersOf),
    colours: cells && ofColours.map(numbersOf),
    histogram: gzipSync(new Uint8Array(bins.buffer), { level: 4 }),
    wcs: wcsFromKeywords((keyword) => cardValue(header, keyword)),
    bayer,
  };
}

/** Pixels around a tile of a mosaic, as far as there are any: what its colours are made of. */
export const apronOf = ({ bayer }: Pick<Pyramid, 'bayer'>, level: number): number => (bayer && level === 0 ? 2 : 0);
