import { altitudeAt, siderealTime } from '@uraniborg/astrometry';
import { radians, signedDegrees } from '@uraniborg/core';
import type { Direction, Site } from '@uraniborg/devices';

/** Fields that are worth a first look: large enough for a small refractor, one at least for every hour of the sky. */
const FIELDS: readonly (Direction & { name: string })[] = [
  { name: 'NGC 253', ra: 11.888, dec: -25.288 },
  { name: 'M31', ra: 10.685, dec: 41.269 },
  { name: 'M33', ra: 23.462, dec: 30.66 },
  { name: 'NGC 884', ra: 35.6, dec: 57.14 },
  { name: 'M45', ra: 56.75, dec: 24.12 },
  { name: 'M38', ra: 82.18, dec: 35.85 },
  { name: 'M42', ra: 83.822, dec: -5.391 },
  { name: 'M35', ra: 92.27, dec: 24.34 },
  { name: 'M46', ra: 115.445, dec: -14.81 },
  { name: 'M44', ra: 130.1, dec: 19.67 },
  { name: 'M81', ra: 148.888, dec: 69.065 },
  { name: 'M65', ra: 169.73, dec: 13.09 },
  { name: 'M106', ra: 184.74, dec: 47.304 },
  { name: 'M51', ra: 202.47, dec: 47.195 },
  { name: 'M101', ra: 210.802, dec: 54.349 },
  { name: 'M5', ra: 229.638, dec: 2.081 },
  { name: 'M13', ra: 250.423, dec: 36.461 },
  { name: 'M8', ra: 270.92, dec: -24.38 },
  { name: 'M11', ra: 282.77, dec: -6.27 },
  { name: 'M27', ra: 299.901, dec: 22.721 },
  { name: 'NGC 7000', ra: 314.75, dec: 44.33 },
  { name: 'M39', ra: 322.95, dec: 48.43 },
  { name: 'M2', ra: 323.363, dec: -0.823 },
  { name: 'NGC 7789', ra: 359.33, dec: 56.72 },
];
/** Two hours before the meridian: it will stay for long, and no flip comes soon. */
const BEST_HOUR_ANGLE = -25;

/**
 * The field that stands best now: high, and still rising.
 *
 * @param now milliseconds since the Unix epoch
 */
export function firstTarget(now: number, site: Site): Direction & { name: string } {
  const sidereal = siderealTime(now, site.longitude);
  const merit = (field: Direction) =>
    Math.sin(radians(altitudeAt(field, site, now))) -
    Math.abs(signedDegrees(sidereal - field.ra) - BEST_HOUR_ANGLE) / 90;
  return FIELDS.reduce((best, field) => (merit(field) > merit(best) ? field : best));
}
