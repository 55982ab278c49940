import { type Pixels, seededRandom } from '@uraniborg/core';

/** Optics whose focus surface is not the sensor: what the size of a star is anywhere. */
export interface Optics {
  /** HFD in focus. */
  readonly best: number;
  /** Pixels of blur of an HFD per unit of defocus. */
  readonly blur?: number;
  /** Defocus in the middle, and what one half diagonal of the frame adds along `angle` (degrees from x towards y). */
  readonly defocus?: number;
  readonly tilt?: number;
  readonly angle?: number;
  /** What the corners add to the defocus. */
  readonly curvature?: number;
}

/** The HFD at a place: the seeing and the blur of the defocus, added as squares. */
export function trueHfd(optics: Optics, width: number, height: number, x: number, y: number): number {
  const { best, blur = 1, defocus = 0, tilt = 0, angle = 0, curvature = 0 } = optics;
  const reach = Math.hypot(width, height) / 2;
  const [u, v] = [(x - (width - 1) / 2) / reach, (y - (height - 1) / 2) / reach];
  const along = u * Math.cos((angle * Math.PI) / 180) + v * Math.sin((angle * Math.PI) / 180);
  return Math.hypot(best, blur * (defocus + tilt * along + curvature * (u * u + v * v)));
}

/** A frame of Gaussian stars behind such optics, with photon and read noise. */
export function tiltedField(
  optics: Optics,
  { width = 1500, height = 1000, stars = 400, seed = 1 } = {},
): Pixels<Uint16Array> {
  const random = seededRandom(seed);
  const light = new Float64Array(width * height).fill(300);
  for (let i = 0; i < stars; i++) {
    const [x, y] = [10 + random.uniform() * (width - 20), 10 + random.uniform() * (height - 20)];
    const flux = 4000 * 20 ** random.uniform();
    // Of a Gaussian the HFD is the FWHM.
    const sigma = trueHfd(optics, width, height, x, y) / 2.3548;
    const reach = Math.ceil(4 * sigma) + 1;
    for (let row = Math.max(0, Math.round(y) - reach); row <= Math.min(height - 1, Math.round(y) + reach); row++)
      for (let at = Math.max(0, Math.round(x) - reach); at <= Math.min(width - 1, Math.round(x) + reach); at++) {
        const square = (at - x) ** 2 + (row - y) ** 2;
        const index = row * width + at;
        light[index] =
          (light[index] ?? 0) + (flux / (2 * Math.PI * sigma * sigma)) * Math.exp(-square / (2 * sigma * sigma));
      }
  }
  const data = Uint16Array.from(light, (mean) =>
    Math.min(65535, Math.round(200 + random.poisson(mean) + 4 * random.normal())),
  );
  return { width, height, planes: 1, data };
}
