import type { StarProfile } from '@uraniborg/api';
import { pixelToSky } from '@uraniborg/astrometry';
import type { Frame } from '@uraniborg/formats';
import { starProfile } from '@uraniborg/imaging';
import { howToDetect } from './howToDetect.ts';
import { pixelScale } from './pixelScale.ts';
import { wcsOf } from './placeOnSky.ts';

/** Everything about the star nearest to a place; null when there is none. */
export function profileOfStar(frame: Frame, place: { readonly x: number; readonly y: number }): StarProfile | null {
  const found = starProfile(frame.pixels, place, howToDetect(frame));
  if (!found) return null;
  const { angle, points, curve, cutout, ...star } = found;
  const scale = pixelScale(frame.header);
  const wcs = wcsOf(frame.header);
  const sky = wcs && pixelToSky(wcs, star);
  return {
    ...star,
    angle: angle ?? null,
    fwhmArcsec: scale === undefined ? null : star.fwhm * scale,
    hfdArcsec: scale === undefined ? null : star.hfd * scale,
    ra: sky?.ra ?? null,
    dec: sky?.dec ?? null,
    points: points.map(([r, value]) => [r, value]),
    curve: curve.map(([r, value]) => [r, value]),
    cutout: { ...cutout, values: [...cutout.values] },
  };
}
