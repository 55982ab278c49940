import type { Frame } from '@uraniborg/formats';
import { detectMosaicStars, detectStars, type Star } from '@uraniborg/imaging';
import { howToDetect } from './howToDetect.ts';

/** The most certain stars of a frame, brightest first. */
export function starsOfFrame(frame: Frame, limit: number): readonly Star[] {
  const { mosaic, ...options } = howToDetect(frame);
  if (mosaic) return detectMosaicStars(frame.pixels, { ...options, limit });
  return detectStars(frame.pixels, { ...options, limit }).stars;
}
