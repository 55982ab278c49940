/**
 * Between catalogue places (ICRS, J2000) and apparent places: the true equator and equinox of date, as a telescope
 * that is set up on today's pole counts. Light deflection by the Sun, aberration, frame bias, precession, nutation;
 * after ERFA's ldsun, ab and atciq (see ERFA.LICENSE). Proper motion and parallax are the caller's.
 */
import { type EarthMotion, earthAt } from './earth.ts';
import { type Moment, ttDate, utcMsOf } from './julianDate.ts';
import { type Orientation, orientationAt } from './precessionNutation.ts';
import type { Direction } from './tanProjection.ts';
import {
  difference,
  directionOf,
  dot,
  norm,
  rotated,
  scaled,
  sum,
  transposed,
  unit,
  type Vector,
  vectorOf,
} from './vector.ts';

/** Astronomical units per day. */
const SPEED_OF_LIGHT = 173.14463267424034;
/** The Sun's Schwarzschild radius, astronomical units. */
const SCHWARZSCHILD = 1.97412574336e-8;

/** Geocentric: what a site adds (diurnal aberration, 0.3" at most) belongs to the horizontal coordinates. */
export function apparentFromJ2000(j2000: Direction, moment: Moment): Direction {
  const sky = skyAt(moment);
  return directionOf(rotated(sky.orientation.matrix, seen(vectorOf(j2000.ra, j2000.dec), sky.earth)));
}

/** The inverse of `apparentFromJ2000`. */
export function j2000FromApparent(apparent: Direction, moment: Moment): Direction {
  const sky = skyAt(moment);
  const target = rotated(transposed(sky.orientation.matrix), vectorOf(apparent.ra, apparent.dec));
  // Aberration hardly changes over its own size, so that each turn wins four digits: three reach the microarcsecond.
  let natural = target;
  for (let turn = 0; turn < 3; turn++) natural = unit(sum(natural, difference(target, seen(natural, sky.earth))));
  return directionOf(natural);
}

/** What the Earth does at a moment. The last moment is kept: a whole field is asked for at once. */
export function skyAt(moment: Moment): { readonly orientation: Orientation; readonly earth: EarthMotion } {
  const ms = utcMsOf(moment);
  if (!last || last.ms !== ms) {
    const tt = ttDate(moment);
    last = { ms, orientation: orientationAt(tt), earth: earthAt(tt) };
  }
  return last;
}
let last: { ms: number; orientation: Orientation; earth: EarthMotion } | undefined;

/** The direction in which something at `natural` is seen from the moving Earth, celestial axes. */
function seen(natural: Vector, { heliocentric, velocity }: EarthMotion): Vector {
  const distance = norm(heliocentric);
  const fromSun = scaled(heliocentric, 1 / distance);
  // Deflection grows towards the Sun; behind its disc, where nothing is seen, it is held back.
  const cosine = dot(natural, fromSun);
  const strength = SCHWARZSCHILD / distance / Math.max(1 + cosine, 1e-6);
  const bent = sum(natural, scaled(difference(fromSun, scaled(natural, cosine)), strength));
  const beta = scaled(velocity, 1 / SPEED_OF_LIGHT);
  const inverseGamma = Math.sqrt(1 - dot(beta, beta));
  const along = dot(bent, beta);
  const potential = SCHWARZSCHILD / distance;
  const moved = sum(scaled(bent, inverseGamma), scaled(beta, 1 + along / (1 + inverseGamma)));
  return unit(sum(moved, scaled(difference(beta, scaled(bent, along)), potential)));
}
