import type { Place } from '@uraniborg/api';
import { altitudeAt, type Direction, riseTransitSet } from '@uraniborg/astrometry';
import { utcText } from '@uraniborg/core';

/** How high something stands now, or when it will: "34°", "rises 03:41", "never rises". */
export function heightText(target: Direction, place: Place, utcMs: number): { up: boolean; text: string } {
  const altitude = altitudeAt(target, place, utcMs);
  if (altitude > 0) return { up: true, text: `${Math.round(altitude)}°` };
  const { rise } = riseTransitSet(target, place, utcMs);
  return { up: false, text: rise === undefined ? 'never rises' : `rises ${utcText(rise, 0).slice(11, 16)}` };
}
