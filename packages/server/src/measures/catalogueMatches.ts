import { pixelToSky, type StarCatalogue, skyToPixel, type Wcs } from '@uraniborg/astrometry';
import { separation } from '@uraniborg/core';
import type { Star } from '@uraniborg/imaging';

/** A star of the catalogue, in pixels of the frame. */
export interface Known {
  readonly x: number;
  readonly y: number;
  readonly ra: number;
  readonly dec: number;
  readonly magnitude: number;
  readonly bv: number | undefined;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The stars of the catalogue in the frame, brightest first. */
export function knownStars(wcs: Wcs, catalogue: StarCatalogue, { width, height }: Size): Known[] {
  const centre = pixelToSky(wcs, { x: (width - 1) / 2, y: (height - 1) / 2 });
  const radius = Math.min(180, separation(centre, pixelToSky(wcs, { x: 0, y: 0 })) * 1.05);
  return catalogue.cone({ ...centre, radius }).flatMap(({ ra, dec, magnitude, bv }) => {
    const place = skyToPixel(wcs, { ra, dec });
    return place && place.x >= 0 && place.y >= 0 && place.x < width && place.y < height
      ? [{ ...place, ra, dec, magnitude, bv }]
      : [];
  });
}

/** So many of the brightest say whether a solution is right. */
const BRIGHTEST = 30;

/**
 * Whether the stars of a frame are where its solution says: of the brightest entries of the catalogue, no more of them
 * than there are stars, a third and many more than chance would bring must have a star in their place.
 */
export function fits(
  entries: readonly Known[],
  stars: readonly Star[],
  { width, height }: Size,
  near: number,
): boolean {
  const asked = entries.slice(0, Math.min(BRIGHTEST, stars.length));
  const found = asked.filter((entry) => stars.some(({ x, y }) => Math.hypot(x - entry.x, y - entry.y) < near)).length;
  const chance = asked.length * Math.min(1, (stars.length * Math.PI * near * near) / (width * height));
  return found >= 3 && found >= asked.length / 3 && found > chance + 4 * Math.sqrt(chance);
}

/** Whether a star has no other detected one in its aperture, unless that is far fainter. */
export function alone(stars: readonly Star[], aperture: number): (star: Star) => boolean {
  return (star) =>
    !stars.some(
      (other) =>
        other !== star &&
        other.flux > 0.01 * star.flux &&
        Math.hypot(other.x - star.x, other.y - star.y) < 1.5 * aperture,
    );
}

/** Each star with the only entry of the catalogue that is near enough. */
export function matched(
  stars: readonly Star[],
  entries: readonly Known[],
  aperture: number,
): { star: Star; entry: Known }[] {
  return stars.flatMap((star) => {
    const around = entries.filter(({ x, y }) => Math.hypot(x - star.x, y - star.y) < 1.5 * aperture);
    const [entry] = around;
    const close = entry && Math.hypot(entry.x - star.x, entry.y - star.y) < Math.max(3, aperture / 2);
    return close && around.length === 1 ? [{ star, entry }] : [];
  });
}
