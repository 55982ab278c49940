import type { Pixels } from '@uraniborg/core';
import { type BackgroundMesh, backgroundAt } from '../stars/backgroundMesh.ts';
import type { Star } from '../stars/star.ts';
import { starShape } from '../stars/starShape.ts';

/** How much the stars of a frame are long in one and the same direction. */
export interface Alignment {
  /** 0: every star points elsewhere, 1: all in the same direction. */
  readonly strength: number;
  /** Degrees from the x axis towards y, 0 to 180. */
  readonly angle: number;
}

/** More say nothing more. */
const STARS = 100;
const FEWEST = 10;

/**
 * The common direction of the stars' long axes: the mean of their directions taken twice round, so that opposite ones are
 * the same. Tracking, wind and a blow to the mount draw all stars out in one direction; optics and tilt do so in
 * different ones in different corners. Undefined with fewer than ten stars.
 *
 * @param stars the brightest first; saturated and faint ones are left out
 */
export function alignment(pixels: Pixels, background: BackgroundMesh, stars: readonly Star[]): Alignment | undefined {
  const clear = stars.filter(({ saturated, snr }) => !saturated && snr >= 20).slice(0, STARS);
  const angles = clear.flatMap((star) => {
    const shape = starShape(pixels, star, backgroundAt(background, star.x, star.y).level);
    return shape ? [(shape.angle * Math.PI) / 90] : [];
  });
  if (angles.length < FEWEST) return undefined;
  const x = angles.reduce((sum, angle) => sum + Math.cos(angle), 0) / angles.length;
  const y = angles.reduce((sum, angle) => sum + Math.sin(angle), 0) / angles.length;
  const angle = (Math.atan2(y, x) * 90) / Math.PI;
  return { strength: Math.hypot(x, y), angle: angle < 0 ? angle + 180 : angle };
}
