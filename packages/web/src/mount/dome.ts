import type { Place } from '@uraniborg/api';
import {
  apparentFromHorizontal,
  apparentFromJ2000,
  type Direction,
  type Horizontal,
  horizontalFromApparent,
  j2000FromApparent,
} from '@uraniborg/astrometry';
import { degrees, normaliseDegrees, radians } from '@uraniborg/core';

/**
 * The sky as one sees it lying on the back, on a disc of radius 1: zenith in the middle, horizon at the edge, north up
 * (y is down, as on a screen) and east to the left. Altitude runs evenly from the edge to the middle.
 */
export interface DomePoint {
  x: number;
  y: number;
}

export function toDome({ altitude, azimuth }: Horizontal): DomePoint {
  const r = 1 - altitude / 90;
  return { x: -r * Math.sin(radians(azimuth)), y: -r * Math.cos(radians(azimuth)) };
}

/** The inverse; null outside of the disc, which is below the horizon. */
export function fromDome({ x, y }: DomePoint): Horizontal | null {
  const r = Math.hypot(x, y);
  if (r > 1) return null;
  return { altitude: 90 * (1 - r), azimuth: normaliseDegrees(degrees(Math.atan2(-x, -y))) };
}

/** Where a J2000 direction stands on the dome; null when it is below the horizon. Without air. */
export function onDome(j2000: Direction, place: Place, utcMs: number): DomePoint | null {
  const horizontal = horizontalFromApparent(apparentFromJ2000(j2000, utcMs), place, utcMs);
  return horizontal.altitude < 0 ? null : toDome(horizontal);
}

/** The J2000 direction of a point of the dome. */
export function directionAt(at: Horizontal, place: Place, utcMs: number): Direction {
  return j2000FromApparent(apparentFromHorizontal(at, place, utcMs), utcMs);
}
