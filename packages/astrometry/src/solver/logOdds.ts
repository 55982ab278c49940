/**
 * How much more likely the stars of a frame are if it lies where a candidate says than if it lies elsewhere: the
 * Bayesian test of Lang et al. 2010 (AJ 139, 1782), section 2.3. It, not a count of matches, decides: in a rich field
 * any wrong position has its matches.
 */
import type { PointGrid } from './pointGrid.ts';
import type { Point } from './triangles.ts';

/** Stars that the catalogue does not have, or that are no stars. */
const DISTRACTORS = 0.25;

export interface Test {
  /** Stars of the frame, brightest first, without those that the candidate was made from; pixels. */
  readonly stars: readonly TestStar[];
  /** From a frame's pixel to the plane of the catalogue stars. */
  readonly toPlane: (pixel: Point) => Point;
  readonly catalogue: PointGrid<Point>;
  /** How many of the catalogue's stars lie on the frame. */
  readonly expected: number;
  /** Pixels in a unit of the plane. */
  readonly pixelsPerUnit: number;
  /** One standard deviation of a match, pixels, at this star. */
  readonly sigma: (star: TestStar) => number;
}

export interface TestStar extends Point {
  /** Stars of the frame in a square pixel about this one: where they crowd, a chance match means little. */
  readonly crowding: number;
}

/** The natural logarithm of the odds: the highest that was reached on the way from the brightest to the faintest. */
export function logOdds({ stars, toPlane, catalogue, expected, pixelsPerUnit, sigma }: Test): number {
  const taken = new Set<Point>();
  let odds = 0;
  let best = 0;
  for (const star of stars) {
    const spread = sigma(star);
    const found = catalogue.nearest(toPlane(star), (5 * spread) / pixelsPerUnit);
    let chance = DISTRACTORS;
    if (found && !taken.has(found.point)) {
      taken.add(found.point);
      const off = (found.distance * pixelsPerUnit) / spread;
      const density = Math.exp(-0.5 * off * off) / (2 * Math.PI * spread * spread);
      chance += ((1 - DISTRACTORS) * density) / (Math.max(expected, 1) * star.crowding);
    }
    odds += Math.log(chance);
    best = Math.max(best, odds);
    if (odds < best - 30) break; // what the rest could still add does not come from the brightest
  }
  return best;
}
