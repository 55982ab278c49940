/** Altitude and azimuth at a site, and what turns with them. */
import { degrees, normaliseDegrees, radians, signedDegrees } from '@uraniborg/core';
import type { Moment } from './julianDate.ts';
import { type Atmosphere, refracted, unrefracted } from './refraction.ts';
import { type EarthRotation, siderealTime } from './siderealTime.ts';
import type { Direction } from './tanProjection.ts';
import { directionOf, sum, unit, type Vector, vectorOf } from './vector.ts';

export interface Site {
  /** Degrees, geodetic (WGS84), north positive. */
  readonly latitude: number;
  /** Degrees, east positive. */
  readonly longitude: number;
  /** Metres above sea level. */
  readonly elevation: number;
}

/** Degrees; azimuth from north through east. */
export interface Horizontal {
  readonly altitude: number;
  readonly azimuth: number;
}

export interface HorizontalOptions extends EarthRotation {
  /** With it, altitudes are as seen, refracted; without, as if there were no air. */
  readonly atmosphere?: Atmosphere;
}

/** Degrees per turn of light speed: the speed of the equator over that of light, times the cosine of the latitude. */
const diurnalAberration = (site: Site) =>
  (7.292115e-5 * (6378137 + site.elevation) * Math.cos(radians(site.latitude))) / 299792458;

/**
 * Where an apparent place (equator and equinox of date, geocentric) stands in the sky of `site`, diurnal aberration
 * included. Motion of the pole (0.5" at most) is left out.
 */
export function horizontalFromApparent(
  apparent: Direction,
  site: Site,
  moment: Moment,
  { atmosphere, ...rotation }: HorizontalOptions = {},
): Horizontal {
  const hourAngle = siderealTime(moment, site.longitude, rotation) - apparent.ra;
  // Axes: south, east, zenith after the turn; the Earth carries the site towards east.
  const [x, y, z] = vectorOf(-hourAngle, apparent.dec);
  const [south, east, up] = unit(sum(inSite([x, y, z], site), [0, diurnalAberration(site), 0]));
  const altitude = degrees(Math.atan2(up, Math.hypot(south, east)));
  return {
    altitude: atmosphere ? refracted(altitude, atmosphere) : altitude,
    azimuth: normaliseDegrees(degrees(Math.atan2(east, -south))),
  };
}

/** The inverse of `horizontalFromApparent`. */
export function apparentFromHorizontal(
  { altitude, azimuth }: Horizontal,
  site: Site,
  moment: Moment,
  { atmosphere, ...rotation }: HorizontalOptions = {},
): Direction {
  const airless = atmosphere ? unrefracted(altitude, atmosphere) : altitude;
  const [north, east, up] = vectorOf(azimuth, airless);
  const aberration = diurnalAberration(site);
  const seen: Vector = [-north, east, up];
  // Backwards: v with unit(v + a) = seen, |v| = 1, that is v = k seen - a.
  const k = aberration * east + Math.sqrt(1 - aberration ** 2 * (1 - east ** 2));
  const [s, e, u] = sum([seen[0] * k, seen[1] * k, seen[2] * k], [0, -aberration, 0]);
  const [sine, cosine] = [Math.sin(radians(site.latitude)), Math.cos(radians(site.latitude))];
  const { ra: minusHourAngle, dec } = directionOf([sine * s + cosine * u, e, -cosine * s + sine * u]);
  return { ra: normaliseDegrees(siderealTime(moment, site.longitude, rotation) + minusHourAngle), dec };
}

/** Degrees west of the meridian, -180 to 180, of an apparent right ascension. */
export function hourAngle(apparentRa: number, site: Site, moment: Moment, rotation: EarthRotation = {}): number {
  return signedDegrees(siderealTime(moment, site.longitude, rotation) - apparentRa);
}

/**
 * The angle at the star from the pole to the zenith, degrees, north through east: 0 on the meridian south of the
 * zenith, negative in the east (after ERFA's hd2pa, see ERFA.LICENSE).
 */
export function parallacticAngle(
  apparent: Direction,
  site: Site,
  moment: Moment,
  rotation: EarthRotation = {},
): number {
  const h = radians(hourAngle(apparent.ra, site, moment, rotation));
  const [phi, dec] = [radians(site.latitude), radians(apparent.dec)];
  const towards = Math.sin(phi) * Math.cos(dec) - Math.cos(phi) * Math.sin(dec) * Math.cos(h);
  return degrees(Math.atan2(Math.cos(phi) * Math.sin(h), towards));
}

function inSite([x, y, z]: Vector, { latitude }: Site): Vector {
  const [sine, cosine] = [Math.sin(radians(latitude)), Math.cos(radians(latitude))];
  return [sine * x - cosine * z, y, cosine * x + sine * z];
}
