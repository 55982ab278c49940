/** Earth rotation angle and sidereal time, IAU 2000 and 2006, after ERFA's era00, gmst06 and eect00 (see ERFA.LICENSE). */
import { degrees, normaliseDegrees } from '@uraniborg/core';
import { skyAt } from './apparentPlace.ts';
import { centuriesSinceJ2000, type Moment, ttDate, ut1Date } from './julianDate.ts';
import { series } from './precessionNutation.ts';

export interface EarthRotation {
  /** UT1 - UTC, seconds, from IERS Bulletin A; never above 0.9. Default 0: 15" of hour angle for each second it is off. */
  readonly dut1?: number;
}

/** The Earth rotation angle, degrees. */
export function earthRotationAngle(moment: Moment, { dut1 = 0 }: EarthRotation = {}): number {
  const { day, fraction } = ut1Date(moment, dut1);
  const days = day - 2451545 + fraction;
  // Whole turns are left out before they cost digits.
  return normaliseDegrees(360 * ((day % 1) + fraction + 0.779057273264 + 0.00273781191135448 * days));
}

/**
 * Apparent sidereal time, degrees: the right ascension on the meridian.
 * @param longitude of the site, degrees, east positive; 0 for Greenwich
 */
export function siderealTime(moment: Moment, longitude: number, rotation: EarthRotation = {}): number {
  const t = centuriesSinceJ2000(ttDate(moment));
  const precessed = series(t, 0.014506, 4612.156534, 1.3915817, -0.00000044, -0.000029956, -0.0000000368);
  const { orientation } = skyAt(moment);
  const equinoxes =
    degrees(orientation.longitude) * 3600 * Math.cos(orientation.meanObliquity) +
    0.00264096 * Math.sin(orientation.node) +
    0.00006352 * Math.sin(2 * orientation.node);
  return normaliseDegrees(earthRotationAngle(moment, rotation) + (precessed + equinoxes) / 3600 + longitude);
}
