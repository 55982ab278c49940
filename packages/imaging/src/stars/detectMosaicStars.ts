import type { Pixels } from '@uraniborg/core';
import { binPixels } from '../display/binPixels.ts';
import { detectStars } from './detectStars.ts';
import type { DetectOptions } from './detectSteps.ts';
import type { Star } from './star.ts';

/**
 * The stars of the raw frame of a colour sensor: of its cells of two by two pixels, so that neither place nor shape
 * depends on which colour a star's middle falls on. Everything is in pixels of the mosaic; sizes keep some of the cell's
 * own width. Pixels are joined by their mean: fluxes are of the mosaic's own pixels, and its noise is taken for half.
 *
 * @throws InvalidInput when the frame is smaller than one cell
 */
export function detectMosaicStars(mosaic: Pixels, options: DetectOptions = {}): readonly Star[] {
  const { stars } = detectStars(binPixels(mosaic, 2), {
    ...options,
    electronsPerAdu: 4 * (options.electronsPerAdu ?? 1),
  });
  return stars.map((star) => ({
    ...star,
    // The middle of the first cell is between its four pixels.
    x: 2 * star.x + 0.5,
    y: 2 * star.y + 0.5,
    flux: 4 * star.flux,
    hfd: 2 * star.hfd,
    fwhm: 2 * star.fwhm,
  }));
}
