import type { Place } from '@uraniborg/api';
import {
  airMass,
  apparentFromJ2000,
  type Direction,
  type HorizonLine,
  horizontalFromApparent,
  hourAngle,
  lowestAt,
} from '@uraniborg/astrometry';

/** What a person wants to know of a place in the sky before going there, or while being there. */
export interface Pointing {
  altitude: number;
  azimuth: number;
  /** Degrees west of the meridian, -180 to 180. */
  hourAngle: number;
  /** Infinity below the horizon. */
  airMass: number;
  /** Seconds until it stands in the meridian, negative since it did. */
  toMeridian: number;
  /** The side of the pier on which a German mount has to be to look there: 'east' looks west. */
  pierSide: 'east' | 'west';
}

/** Seconds of the clock in which the sky turns by a degree. */
const PER_DEGREE = 86164.0905 / 360;
const STEP_MS = 120_000;
const DAY_MS = 86_400_000;

/** @param at J2000 degrees */
export function pointing(at: Direction, place: Place, utcMs: number): Pointing {
  // Precession and the like do not change within a day.
  const apparent = apparentFromJ2000(at, utcMs);
  const { altitude, azimuth } = horizontalFromApparent(apparent, place, utcMs);
  const angle = hourAngle(apparent.ra, place, utcMs);
  return {
    altitude,
    azimuth,
    hourAngle: angle,
    airMass: altitude > 0 ? airMass(altitude) : Number.POSITIVE_INFINITY,
    toMeridian: -angle * PER_DEGREE,
    pierSide: angle >= 0 ? 'east' : 'west',
  };
}

/**
 * When a place in the sky (J2000 degrees) sinks below the limit of the telescope, milliseconds since the Unix epoch:
 * `from` when it is below already, null when it does not within a day. To a second; costs about as much as a frame of
 * the screen, so it is not asked for each second.
 */
export function reachesLimit(at: Direction, place: Place, from: number, horizon: HorizonLine): number | null {
  const apparent = apparentFromJ2000(at, from);
  const clear = (ms: number) => {
    const { altitude, azimuth } = horizontalFromApparent(apparent, place, ms);
    return altitude >= lowestAt(horizon, azimuth);
  };
  for (let after = 0; after <= DAY_MS; after += STEP_MS) {
    if (clear(from + after)) continue;
    if (after === 0) return from;
    // Between the last step and this one: to the second.
    let [above, below] = [after - STEP_MS, after];
    while (below - above > 1000) {
      const middle = (above + below) / 2;
      if (clear(from + middle)) above = middle;
      else below = middle;
    }
    return from + above;
  }
  return null;
}
