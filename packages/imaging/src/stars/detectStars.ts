import type { Pixels } from '@uraniborg/core';
import { type Detected, type DetectOptions, detected, detectSteps } from './detectSteps.ts';

const WHOLE = [0, 1] as const;

/**
 * The stars of a frame, measured. Colour frames are averaged over their planes. (Bin a Bayer mosaic two by two first.)
 *
 * @throws InvalidInput when the frame is empty
 */
export function detectStars(pixels: Pixels, options: DetectOptions = {}): Detected {
  const cells = detectSteps.backgroundCells(pixels, options, WHOLE);
  const { background, peaks: rough } = detectSteps.partPeaks(pixels, options, [cells], WHOLE);
  const peaks = detectSteps.findPeaks(pixels, options, background, [rough]);
  return detected(background, [detectSteps.measureStars(pixels, options, background, peaks, WHOLE)]);
}
