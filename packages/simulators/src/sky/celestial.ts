/** Where things stand at the site at a moment: the few questions the simulated world asks of astronomy. */
import {
  apparentFromJ2000,
  type Direction,
  j2000FromApparent,
  moonAt,
  siderealTime as siderealTimeAt,
  sunAt,
} from '@uraniborg/astrometry';
import { degrees, normaliseDegrees, radians, signedDegrees } from '@uraniborg/core';

/** Mutable: the simulated observatory stands where its mount is told that it stands. */
export interface Site {
  /** Degrees, north and east positive; metres. */
  latitude: number;
  longitude: number;
  elevation: number;
}

/** Degrees; azimuth from north through east. */
export interface Horizontal {
  readonly azimuth: number;
  readonly altitude: number;
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

const MINUTE = 60_000;
/** Degrees of sidereal time per millisecond of UTC. */
const TURN = 360.98564736629 / 86_400_000;

/**
 * Precession, nutation and aberration are taken at the nearest full minute, in which they change by less than 0.001
 * arcsec: a trailed exposure asks a thousand times. Only the rotation of the Earth runs on smoothly.
 */
export function createCelestial(site: Site): Celestial {
  const minuteOf = (time: number) => Math.round(time / MINUTE) * MINUTE;
  const atMinute = remembered((minute) => ({
    greenwich: siderealTimeAt(minute, 0),
    sun: apparentFromJ2000(sunAt(minute), minute),
    moon: apparentFromJ2000(moonAt(minute, site), minute),
  }));
  const siderealTime = (time: number) => {
    const minute = minuteOf(time);
    return normaliseDegrees(atMinute(minute).greenwich + (time - minute) * TURN + site.longitude);
  };
  const bodyAt = ({ ra, dec }: Direction, time: number): Body => ({
    ra,
    dec,
    altitude: horizontalOf(signedDegrees(siderealTime(time) - ra), dec, site.latitude).altitude,
  });
  return {
    siderealTime,
    toApparent: (direction, time) => apparentFromJ2000(direction, minuteOf(time)),
    toJ2000: (direction, time) => j2000FromApparent(direction, minuteOf(time)),
    bodies(time) {
      const { sun, moon } = atMinute(minuteOf(time));
      return { sun: bodyAt(sun, time), moon: bodyAt(moon, time) };
    },
  };
}

function remembered<T>(make: (key: number) => T): (key: number) => T {
  const kept = new Map<number, T>();
  return (key) => {
    let value = kept.get(key);
    if (value === undefined) {
      if (kept.size >= 64) kept.clear();
      value = make(key);
      kept.set(key, value);
    }
    return value;
  };
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
