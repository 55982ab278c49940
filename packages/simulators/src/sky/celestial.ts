/** Where things stand at the site at a moment: the few questions the simulated world asks of astronomy. */
import { degrees, normaliseDegrees, radians, signedDegrees } from '@uraniborg/core';

/** A direction in degrees. */
export interface Direction {
  readonly ra: number;
  readonly dec: number;
}
export interface Horizontal {
  /** Degrees, north through east. */
  readonly azimuth: number;
  readonly altitude: number;
}
/** Mutable: the simulated observatory stands where its mount is told that it stands. */
export interface Site {
  /** Degrees, north and east positive; metres. */
  latitude: number;
  longitude: number;
  elevation: number;
}

/** Altitude and azimuth of an hour angle and declination (degrees) at a latitude. */
export function horizontalOf(hourAngle: number, dec: number, latitude: number): Horizontal {
  const [h, d, p] = [radians(hourAngle), radians(dec), radians(latitude)];
  const x = -Math.cos(h) * Math.cos(d) * Math.sin(p) + Math.sin(d) * Math.cos(p); // north
  const y = -Math.sin(h) * Math.cos(d); // east
  const z = Math.cos(h) * Math.cos(d) * Math.cos(p) + Math.sin(d) * Math.sin(p); // up
  return { azimuth: (degrees(Math.atan2(y, x)) + 360) % 360, altitude: degrees(Math.atan2(z, Math.hypot(x, y))) };
}

/** The inverse of `horizontalOf`. */
export function hourDirectionAt(
  { azimuth, altitude }: Horizontal,
  latitude: number,
): { hourAngle: number; dec: number } {
  const [a, e, p] = [radians(azimuth), radians(altitude), radians(latitude)];
  const x = Math.sin(e) * Math.cos(p) - Math.cos(e) * Math.cos(a) * Math.sin(p); // meridian
  const y = -Math.cos(e) * Math.sin(a); // west
  const z = Math.sin(e) * Math.sin(p) + Math.cos(e) * Math.cos(a) * Math.cos(p); // pole
  return { hourAngle: degrees(Math.atan2(y, x)), dec: degrees(Math.atan2(z, Math.hypot(x, y))) };
}

export interface Body extends Direction {
  /** Degrees above the horizon. */
  readonly altitude: number;
}

export interface Celestial {
  /** Local apparent sidereal time, degrees. */
  siderealTime(time: number): number;
  /** Between ICRS and the true equator and equinox of date. */
  toApparent(direction: Direction, time: number): Direction;
  toJ2000(direction: Direction, time: number): Direction;
  /** Apparent places. */
  bodies(time: number): { sun: Body; moon: Body };
}

/** Days since J2000.0. */
const daysOf = (time: number) => (time - 946_728_000_000) / 86_400_000;

export function createCelestial(site: Site): Celestial {
  const siderealTime = (time: number) =>
    normaliseDegrees(280.46061837 + 360.98564736629 * daysOf(time) + site.longitude);
  const bodyAt = (direction: Direction, time: number): Body => ({
    ...direction,
    altitude: horizontalOf(signedDegrees(siderealTime(time) - direction.ra), direction.dec, site.latitude).altitude,
  });
  return {
    siderealTime,
    toApparent: (direction, time) => precess(direction, daysOf(time) / 36_525, 1),
    toJ2000: (direction, time) => precess(direction, daysOf(time) / 36_525, -1),
    bodies: (time) => ({ sun: bodyAt(sunAt(daysOf(time)), time), moon: bodyAt(moonAt(daysOf(time)), time) }),
  };
}

/** General precession, Lieske 1979, one way or back. `centuries` from J2000. */
function precess({ ra, dec }: Direction, t: number, way: 1 | -1): Direction {
  const zeta = radians((2306.2181 * t + 0.30188 * t * t) / 3600);
  const z = radians((2306.2181 * t + 1.09468 * t * t) / 3600);
  const theta = radians((2004.3109 * t - 0.42665 * t * t) / 3600);
  const [first, second, third] = way > 0 ? [zeta, z, theta] : [-z, -zeta, -theta];
  const [a, d] = [radians(ra) + first, radians(dec)];
  const x = Math.cos(third) * Math.cos(d) * Math.cos(a) - Math.sin(third) * Math.sin(d);
  const y = Math.cos(d) * Math.sin(a);
  const s = Math.sin(third) * Math.cos(d) * Math.cos(a) + Math.cos(third) * Math.sin(d);
  return { ra: normaliseDegrees(degrees(Math.atan2(y, x) + second)), dec: degrees(Math.atan2(s, Math.hypot(x, y))) };
}

const OBLIQUITY = 23.4393;
function equatorial(longitude: number, latitude: number): Direction {
  const [l, b, e] = [radians(longitude), radians(latitude), radians(OBLIQUITY)];
  const z = Math.sin(b) * Math.cos(e) + Math.cos(b) * Math.sin(e) * Math.sin(l);
  const y = Math.cos(b) * Math.sin(l) * Math.cos(e) - Math.sin(b) * Math.sin(e);
  return { ra: normaliseDegrees(degrees(Math.atan2(y, Math.cos(b) * Math.cos(l)))), dec: degrees(Math.asin(z)) };
}

/** Low-precision Sun of the Astronomical Almanac, page C5: 0.01 degrees. */
function sunAt(days: number): Direction {
  const g = radians(357.528 + 0.9856003 * days);
  return equatorial(280.46 + 0.9856474 * days + 1.915 * Math.sin(g) + 0.02 * Math.sin(2 * g), 0);
}

/** Low-precision Moon of the Astronomical Almanac, page D22: 0.3 degrees, geocentric. */
function moonAt(days: number): Direction {
  const t = days / 36_525;
  const s = (a: number, b: number) => Math.sin(radians(a + b * t));
  const longitude =
    218.32 +
    481267.881 * t +
    6.29 * s(135, 477198.87) -
    1.27 * s(259.3, -413335.36) +
    0.66 * s(235.7, 890534.22) +
    0.21 * s(269.9, 954397.74) -
    0.19 * s(357.5, 35999.05) -
    0.11 * s(186.5, 966404.03);
  const latitude =
    5.13 * s(93.3, 483202.02) + 0.28 * s(228.2, 960400.89) - 0.28 * s(318.3, 6003.15) - 0.17 * s(217.6, -407332.21);
  return equatorial(longitude, latitude);
}
