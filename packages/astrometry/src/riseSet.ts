/** When things rise, culminate and set. */
import { InvalidInput } from '@uraniborg/core';
import { apparentFromJ2000 } from './apparentPlace.ts';
import { horizontalFromApparent, hourAngle, type Site } from './horizontal.ts';
import type { EarthRotation } from './siderealTime.ts';
import type { Direction } from './tanProjection.ts';

/** A fixed J2000 direction, or one that moves: `sunAt`, or `(ms) => moonAt(ms, site)`. */
export type Target = Direction | ((utcMs: number) => Direction);

export interface Passage {
  /** Milliseconds since the Unix epoch, UTC: the first after the moment asked for. Undefined when there is none in a day. */
  readonly rise: number | undefined;
  readonly set: number | undefined;
  readonly transit: number;
  /** Degrees, airless. */
  readonly transitAltitude: number;
}

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const SIDEREAL_RATE = 360.98564736629 / DAY;

/** Degrees without air at which a star on the horizon is seen to rise; the Sun's upper edge rises at -50'. */
export const STAR_HORIZON = -34 / 60;
export const SUN_HORIZON = -50 / 60;

/** The altitude of `target`, degrees, airless. */
export function altitudeAt(target: Target, site: Site, utcMs: number, rotation: EarthRotation = {}): number {
  return horizontalFromApparent(apparentAt(target, utcMs), site, utcMs, rotation).altitude;
}

/**
 * The next rise, transit and set in the 24 hours after `utcMs`, to a second.
 *
 * @param options.horizon airless altitude that counts as the horizon, degrees; default -34', a star's
 */
export function riseTransitSet(
  target: Target,
  site: Site,
  utcMs: number,
  { horizon = STAR_HORIZON, ...rotation }: { horizon?: number } & EarthRotation = {},
): Passage {
  const crossings = altitudeCrossings(target, site, utcMs, utcMs + DAY, horizon, rotation);
  const transit = nextTransit(target, site, utcMs, rotation);
  return {
    rise: crossings.find(({ rising }) => rising)?.utcMs,
    set: crossings.find(({ rising }) => !rising)?.utcMs,
    transit,
    transitAltitude: altitudeAt(target, site, transit, rotation),
  };
}

/** Every moment between `from` and `to` (at most 400 days) at which `target` passes the airless `altitude`, in order. */
export function altitudeCrossings(
  target: Target,
  site: Site,
  from: number,
  to: number,
  altitude: number,
  rotation: EarthRotation = {},
): { readonly utcMs: number; readonly rising: boolean }[] {
  if (!(to - from <= 400 * DAY)) throw new InvalidInput('Crossings of an altitude are looked for in at most 400 days');
  const above = (ms: number) => altitudeAt(target, site, ms, rotation) - altitude;
  const found: { utcMs: number; rising: boolean }[] = [];
  const step = 10 * MINUTE;
  let before = above(from);
  for (let start = from; start < to; start += step) {
    const end = Math.min(start + step, to);
    const after = above(end);
    if (before < 0 !== after < 0) {
      let [low, high] = [start, end];
      while (high - low > 500) {
        const middle = (low + high) / 2;
        if (above(middle) < 0 === before < 0) low = middle;
        else high = middle;
      }
      found.push({ utcMs: Math.round((low + high) / 2), rising: after >= 0 });
    }
    before = after;
  }
  return found;
}

/** The next moment after `utcMs` at which `target` stands on the meridian, pole to south. */
export function nextTransit(target: Target, site: Site, utcMs: number, rotation: EarthRotation = {}): number {
  const angle = (ms: number) => hourAngle(apparentAt(target, ms).ra, site, ms, rotation);
  let at = utcMs + ((360 - angle(utcMs)) % 360) / SIDEREAL_RATE;
  // The Sun and the Moon have moved on meanwhile.
  for (let turn = 0; turn < 4; turn++) at -= angle(at) / SIDEREAL_RATE;
  return Math.round(at);
}

function apparentAt(target: Target, utcMs: number): Direction {
  return apparentFromJ2000(typeof target === 'function' ? target(utcMs) : target, utcMs);
}
