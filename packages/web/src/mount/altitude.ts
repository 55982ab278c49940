import type { Place } from '@uraniborg/api';
import { degrees, normaliseDegrees, radians } from '@uraniborg/core';

/**
 * About how high something stands, degrees: for a hint beside a name, good to half a degree (J2000 taken for today's
 * equinox, no refraction). Sidereal time after Meeus, Astronomical Algorithms, eq. 12.4.
 *
 * @param time milliseconds since the Unix epoch
 */
export function roughAltitude(at: { ra: number; dec: number }, place: Place, time: number): number {
  const days = time / 86_400_000 - 10_957.5;
  const siderealTime = normaliseDegrees(280.46061837 + 360.98564736629 * days + place.longitude);
  const [hourAngle, dec, latitude] = [siderealTime - at.ra, at.dec, place.latitude].map(radians) as [
    number,
    number,
    number,
  ];
  const sine = Math.sin(latitude) * Math.sin(dec) + Math.cos(latitude) * Math.cos(dec) * Math.cos(hourAngle);
  return degrees(Math.asin(Math.min(Math.max(sine, -1), 1)));
}
