import type { Pixels } from '@uraniborg/core';
import { cropPixels, squareAround } from '../display/cropPixels.ts';
import { detectMosaicStars } from './detectMosaicStars.ts';
import { detectStars } from './detectStars.ts';
import type { DetectOptions } from './detectSteps.ts';
import type { Star } from './star.ts';

export interface NearOptions extends DetectOptions {
  /** How far away the centre of the star may be, pixels. Default 30. */
  readonly within?: number;
  /** The frame is the raw one of a colour sensor: stars are measured in its cells of two by two. */
  readonly mosaic?: boolean;
}

/** Around the place: enough sky to know the background, whatever the size of the star. */
const SKY = 110;

/**
 * The star at a place or nearest to it, measured as detectStars does, in the frame's own pixels; only the sky around
 * the place is looked at, so that it costs the same in every frame. Undefined when there is none.
 */
export function starNear(
  pixels: Pixels,
  place: { readonly x: number; readonly y: number },
  { within = 30, mosaic = false, ...options }: NearOptions = {},
): Star | undefined {
  const square = squareAround(pixels, place, within + SKY);
  if (!square) return undefined;
  // The cells of a mosaic begin at even pixels.
  const even = { ...square, x: square.x - (square.x % 2), y: square.y - (square.y % 2) };
  const area = mosaic
    ? { ...even, width: square.x + square.width - even.x, height: square.y + square.height - even.y }
    : square;
  const around = cropPixels(pixels, area);
  if (mosaic && (area.width < 2 || area.height < 2)) return undefined;
  const stars = mosaic ? detectMosaicStars(around, options) : detectStars(around, options).stars;
  const distance = (star: Star) => Math.hypot(star.x + area.x - place.x, star.y + area.y - place.y);
  let best: Star | undefined;
  for (const star of stars) {
    // A click on a large star means it, wherever on it.
    if (distance(star) > Math.max(within, star.hfd)) continue;
    if (!best || distance(star) < distance(best)) best = star;
  }
  return best && { ...best, x: best.x + area.x, y: best.y + area.y };
}
