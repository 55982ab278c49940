import { gzipSync } from 'node:zlib';
import { type Wcs, wcsFromKeywords } from '@uraniborg/astrometry';
import type { Pixels } from '@uraniborg/core';
import { cardText, cardValue, type Frame } from '@uraniborg/formats';
import { histogramOf, type Statistics, statisticsOfHistogram } from '@uraniborg/imaging';
import { halve } from './halve.ts';
import { type StoredPixels, storedPixels } from './storedPixels.ts';

/** The side of a tile in pixels. */
export const TILE = 512;

/** A frame and its ever smaller copies, to look at any part of it at any distance without sending the rest. */
export interface Pyramid extends Omit<StoredPixels, 'pixels'> {
  /** The frame itself, then each half of the one before (rounded up), down to one that fits into a tile. */
  readonly levels: readonly Pixels<Uint16Array>[];
  /** One per plane, of the stored values. */
  readonly statistics: readonly Statistics[];
  /** 65536 counts per plane, 32 bits little-endian, packed by gzip. */
  readonly histogram: Uint8Array;
  readonly wcs: Wcs | undefined;
  /** BAYERPAT of a mosaic. */
  readonly bayer: string | undefined;
}

/** Everything that looking at a frame needs, in shared memory. */
export function pyramid({ pixels, header }: Frame): Pyramid {
  const { pixels: full, ...meaning } = storedPixels(pixels);
  const levels = [full];
  for (let level = full; Math.max(level.width, level.height) > TILE; ) {
    level = halve(level);
    levels.push(level);
  }
  const histograms = Array.from({ length: full.planes }, (_, plane) => histogramOf(full, { plane }));
  const bins = new Uint32Array(65536 * full.planes);
  histograms.forEach((histogram, plane) => {
    bins.set(histogram.bins, 65536 * plane);
  });
  return {
    ...meaning,
    levels,
    statistics: histograms.map(statisticsOfHistogram),
    histogram: gzipSync(new Uint8Array(bins.buffer), { level: 4 }),
    wcs: wcsFromKeywords((keyword) => cardValue(header, keyword)),
    bayer: full.planes === 1 ? cardText(header, 'BAYERPAT') : undefined,
  };
}
