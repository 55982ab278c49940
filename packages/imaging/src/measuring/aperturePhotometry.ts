import { InvalidInput, type Pixels, sigmaClip } from '@uraniborg/core';

export interface ApertureOptions {
  /** Radius of the circle, pixels. */
  readonly aperture: number;
  /** Inner and outer radius of the ring whose pixels are the background. Default: 4 and 12 beyond the aperture. */
  readonly annulus?: readonly [number, number];
  /** Default 1. */
  readonly electronsPerAdu?: number;
}

/** The light in a circle, above the background of the ring around it. ADU. */
export interface ApertureSum {
  readonly flux: number;
  /** One standard deviation. */
  readonly fluxError: number;
  /** That of no light at all in the same circle: what a limit is made of. */
  readonly emptyError: number;
  /** Pixels in the circle. */
  readonly area: number;
  /** A pixel of the ring, clipped, and its standard deviation. */
  readonly background: number;
  readonly noise: number;
  /** The largest pixel in the circle, background included. */
  readonly peak: number;
}

/** Pixels on the edge of the circle are divided into so many parts along either side. */
const PARTS = 10;
const FEWEST = 20;

/**
 * Aperture photometry at a place. The background is the mean of the ring without what is 3 sigmas away from its median
 * (stars); the error is the CCD equation (Howell 2006, Handbook of CCD Astronomy, eq. 4.4, with sky, dark current and read
 * noise together as the noise that the ring shows): sqrt(flux / gain + n (1 + n / ring) noise²). Colours are averaged.
 *
 * @returns undefined when the circle is not wholly inside the frame, or too little of the ring is
 * @throws InvalidInput radii that are none
 */
export function aperturePhotometry(
  { width, height, planes, data }: Pixels,
  { x, y }: { readonly x: number; readonly y: number },
  { aperture, annulus = [aperture + 4, aperture + 12], electronsPerAdu = 1 }: ApertureOptions,
): ApertureSum | undefined {
  const [inner, outer] = annulus;
  if (!(aperture > 0 && inner >= aperture && outer > inner && outer <= 1000 && electronsPerAdu > 0))
    throw new InvalidInput(`an aperture of ${aperture} in a ring from ${inner} to ${outer} pixels is none`, 'aperture');
  if (!(x - aperture >= -0.5 && y - aperture >= -0.5 && x + aperture <= width - 0.5 && y + aperture <= height - 0.5))
    return undefined;
  const size = width * height;
  let [sum, area, peak] = [0, 0, Number.NEGATIVE_INFINITY];
  const ring: number[] = [];
  for (let row = Math.max(0, Math.floor(y - outer)); row <= Math.min(height - 1, Math.ceil(y + outer)); row++)
    for (
      let column = Math.max(0, Math.floor(x - outer));
      column <= Math.min(width - 1, Math.ceil(x + outer));
      column++
    ) {
      const at = row * width + column;
      const value =
        planes === 1
          ? (data[at] as number)
          : ((data[at] as number) + (data[at + size] as number) + (data[at + 2 * size] as number)) / 3;
      const [u, v] = [column - x, row - y];
      const distance = Math.hypot(u, v);
      if (distance >= inner && distance <= outer && Number.isFinite(value)) ring.push(value);
      const part = covered(u, v, distance, aperture);
      if (part === 0) continue;
      // A circle with a hole says nothing about its light.
      if (!Number.isFinite(value)) return undefined;
      sum += part * value;
      area += part;
      if (part > 0.5) peak = Math.max(peak, value);
    }
  if (ring.length < FEWEST) return undefined;
  const { mean: background, sigma: noise, kept } = sigmaClip(ring);
  const flux = sum - area * background;
  const empty = area * (1 + area / kept) * noise * noise;
  return {
    flux,
    fluxError: Math.sqrt(Math.max(0, flux) / electronsPerAdu + empty),
    emptyError: Math.sqrt(empty),
    area,
    background,
    noise,
    peak,
  };
}

/** Which part of a pixel is inside the circle. */
function covered(u: number, v: number, distance: number, radius: number): number {
  if (distance <= radius - 0.71) return 1;
  if (distance >= radius + 0.71) return 0;
  let inside = 0;
  for (let j = 0; j < PARTS; j++)
    for (let i = 0; i < PARTS; i++) {
      const [s, t] = [u + (i + 0.5) / PARTS - 0.5, v + (j + 0.5) / PARTS - 0.5];
      if (s * s + t * t <= radius * radius) inside++;
    }
  return inside / (PARTS * PARTS);
}

/** The flux whose signal is so many times its noise, where an empty circle has that error. */
export function faintestFlux(emptyError: number, electronsPerAdu: number, snr: number): number {
  const photons = (snr * snr) / electronsPerAdu;
  return (photons + Math.sqrt(photons * photons + 4 * snr * snr * emptyError * emptyError)) / 2;
}
