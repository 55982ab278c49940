/** How bright the empty sky is: night glow, town, Moon and twilight, added up as light. */
import { radians } from '@uraniborg/core';

export interface SkyConditions {
  /** Degrees above the horizon of the direction looked at. */
  readonly altitude: number;
  /** Degrees, negative below the horizon. */
  readonly sunAltitude: number;
  readonly moonAltitude: number;
  /** Degrees from the direction to the Moon. */
  readonly moonSeparation: number;
  /** 0 new to 180 full: degrees of elongation from the Sun. */
  readonly moonElongation: number;
  /** The darkest zenith of the site, V mag per square arcsec. */
  readonly zenithDarkness: number;
  /** 0 to 1. */
  readonly cloudCover: number;
}

/** V magnitudes per square arcsecond. */
export function skyBrightness(sky: SkyConditions): number {
  const airmass = airmassAt(sky.altitude);
  // Airglow and town light grow towards the horizon (van Rhijn, as in Krisciunas & Schaefer 1991, eq. 2).
  let light = flux(sky.zenithDarkness) * airmass * 10 ** (-0.4 * EXTINCTION * (airmass - 1));
  light *= 1 + 3 * sky.cloudCover; // lit from below
  light += moonlight(sky);
  light += twilight(sky.sunAltitude);
  return -2.5 * Math.log10(light);
}

/** Magnitudes per airmass in V. */
export const EXTINCTION = 0.18;

/** Pickering 2002 (DIO 12, 20), good to the horizon. */
export function airmassAt(altitude: number): number {
  const h = Math.max(altitude, -0.5);
  return 1 / Math.sin(radians(h + 244 / (165 + 47 * Math.max(h, 0) ** 1.1)));
}

/** Degrees by which the air lifts what stands at an apparent altitude; Bennett 1982, at 10 degrees Celsius, 1010 hPa. */
export function refractionAt(altitude: number): number {
  const h = Math.max(altitude, -1);
  return 1 / Math.tan(radians(h + 7.31 / (h + 4.4))) / 60;
}

const flux = (magnitudes: number) => 10 ** (-0.4 * magnitudes);

/** Krisciunas & Schaefer 1991, PASP 103, 1033, equations 3, 15, 18, 20 and 21; nanolamberts to magnitudes by eq. 1. */
function moonlight(sky: SkyConditions): number {
  if (sky.moonAltitude <= 0) return 0;
  const phase = 180 - sky.moonElongation; // their alpha
  const moon = 10 ** (-0.4 * (3.84 + 0.026 * phase + 4e-9 * phase ** 4));
  const rho = Math.max(sky.moonSeparation, 0.3);
  const rayleigh = 10 ** 5.36 * (1.06 + Math.cos(radians(rho)) ** 2);
  const mie = rho < 10 ? 6.2e7 / rho ** 2 : 10 ** (6.15 - rho / 40);
  const path = (altitude: number) => (1 - 0.96 * Math.cos(radians(altitude)) ** 2) ** -0.5;
  const nanolamberts =
    (rayleigh + mie) *
    moon *
    10 ** (-0.4 * EXTINCTION * path(sky.moonAltitude)) *
    (1 - 10 ** (-0.4 * EXTINCTION * path(Math.max(sky.altitude, 0))));
  return flux((20.7233 - Math.log(nanolamberts / 34.08)) / 0.92104);
}

/**
 * Zenith twilight in V against the Sun's depression, after the fits of Patat et al. 2006 (A&A 455, 385): about 5 mag
 * per square arcsec at sunset, 12 at -6, 18.5 at -12, lost in the night at -18; 3.5 by day.
 */
function twilight(sunAltitude: number): number {
  const knots: readonly (readonly [number, number])[] = [
    [-20, 30],
    [-18, 24],
    [-15, 21.2],
    [-12, 18.5],
    [-9, 15.2],
    [-6, 11.9],
    [-3, 8.4],
    [0, 5.8],
    [5, 4.2],
    [20, 3.5],
  ];
  if (sunAltitude <= -20) return 0;
  for (let i = 1; i < knots.length; i++) {
    const [low, dark] = knots[i - 1] ?? [0, 0];
    const [high, bright] = knots[i] ?? [0, 0];
    if (sunAltitude <= high) return flux(dark + ((bright - dark) * (sunAltitude - low)) / (high - low));
  }
  return flux(3.5);
}
