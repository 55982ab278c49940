/** The Sun's place. */
import { skyAt } from './apparentPlace.ts';
import type { Moment } from './julianDate.ts';
import type { Direction } from './tanProjection.ts';
import { directionOf, norm, scaled } from './vector.ts';

/** Geocentric J2000 place (give it to `apparentFromJ2000`), good to 2", and distance in astronomical units. */
export function sunAt(moment: Moment): Direction & { readonly distance: number } {
  const { heliocentric } = skyAt(moment).earth;
  return { ...directionOf(scaled(heliocentric, -1)), distance: norm(heliocentric) };
}
