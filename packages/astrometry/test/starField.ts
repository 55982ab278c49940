/** Frames with known truth, for the solver: stars of the catalogue and inventions among them, as a list or as pixels. */
import { readFileSync } from 'node:fs';
import { seededRandom } from '@uraniborg/core';
import { openStarCatalogue } from '../src/starCatalogue.ts';
import { frameWcs, skyToPixel, type Wcs } from '../src/wcs.ts';

export const catalogue = openStarCatalogue(readFileSync(new URL('../data/stars.bin', import.meta.url)));

export interface StarField {
  readonly width: number;
  readonly height: number;
  readonly stars: { x: number; y: number; flux: number }[];
  readonly truth: Wcs;
  readonly ra: number;
  readonly dec: number;
  /** Nominal; the true one is off by about a percent. */
  readonly scale: number;
}

/**
 * A random direction seen with a random turn and handedness: 8 % of the catalogue's stars are missing, the rest are off
 * by 0.3 pixels and 0.25 mag, and there are two fainter stars and a tenth of a false bright one for each.
 */
export function starField(seed: number, degrees: number, { width = 1936, height = 1216 } = {}): StarField {
  const random = seededRandom(seed);
  const ra = random.uniform() * 360;
  const dec = (Math.asin(2 * random.uniform() - 1) * 180) / Math.PI;
  const scale = (degrees * 3600) / width;
  const truth = frameWcs(
    { ra, dec },
    { width, height },
    {
      scale: scale * (1 + 0.01 * random.normal()),
      positionAngle: random.uniform() * 360,
      mirrored: random.uniform() < 0.5,
    },
  );
  const stars: StarField['stars'] = [];
  const add = (x: number, y: number, magnitude: number) =>
    stars.push({ x, y, flux: 10 ** (-0.4 * (magnitude - 21.5)) });
  for (const star of catalogue.cone({ ra, dec, radius: degrees * 0.7 })) {
    const pixel = skyToPixel(truth, star);
    if (!pixel || pixel.x < 0 || pixel.y < 0 || pixel.x > width - 1 || pixel.y > height - 1) continue;
    if (random.uniform() < 0.08) continue;
    add(pixel.x + 0.3 * random.normal(), pixel.y + 0.3 * random.normal(), star.magnitude + 0.25 * random.normal());
  }
  const real = stars.length;
  const anywhere = () => [random.uniform() * width, random.uniform() * height] as const;
  for (let n = 0; n < 2 * real + 10; n++) add(...anywhere(), 12 + 2 * random.uniform());
  for (let n = 0; n < real / 10; n++) add(...anywhere(), 8 + 4 * random.uniform());
  return { width, height, stars, truth, ra, dec, scale };
}

/** The field as a camera sees it: Gaussian stars of 3 pixels, sky, photon and read noise, 16 bits. */
export function renderField({ width, height, stars }: StarField, seed: number): Uint16Array {
  const random = seededRandom(seed, 1);
  const light = new Float64Array(width * height).fill(400);
  const sigma = 3 / 2.3548;
  for (const { x, y, flux } of stars)
    for (let j = Math.max(0, Math.ceil(y - 8)); j <= Math.min(height - 1, y + 8); j++)
      for (let i = Math.max(0, Math.ceil(x - 8)); i <= Math.min(width - 1, x + 8); i++) {
        const at = j * width + i;
        const shape = Math.exp(-((i - x) ** 2 + (j - y) ** 2) / (2 * sigma * sigma)) / (2 * Math.PI * sigma * sigma);
        light[at] = (light[at] ?? 0) + flux * shape;
      }
  return Uint16Array.from(light, (mean) =>
    Math.min(65535, Math.max(0, random.poisson(mean) + 5 * random.normal() + 200)),
  );
}
