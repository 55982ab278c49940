import { type Random as SeededRandom, seededRandom } from '@uraniborg/core';
import type { Field, Profile, TrueStar } from './starField.ts';

/** What makes it hard to measure faint stars: clouds of light behind them, other stars beside them, or both. */
export type Hardship = 'nebula' | 'crowd' | 'both' | 'wings';

const SIZE = { width: 1024, height: 1024 };
const SKY = 400;
const READ_NOISE = 5;
const HFD = 3;

/**
 * A frame of a megapixel with stars from below what can be seen to far above it, their numbers falling with the light as
 * those of the sky do. Of the 'crowd' there are 5000, of a 'nebula' 1000 before filaments and clouds of 16 to 256 px and a
 * gradient; with 'wings' 1000 of which a few are very bright, in the light that a Moffat profile has far from its middle.
 */
export function hardSky(hardship: Hardship, seed: number): Field {
  const random = seededRandom(seed);
  const crowded = hardship === 'crowd' || hardship === 'both';
  const profile: Profile = hardship === 'wings' ? 'moffat' : 'gaussian';
  const stars = skyStars(random, crowded ? 5000 : 1000, hardship === 'wings' ? 20_000 : 2000);
  const field = { ...SIZE, stars, hfd: HFD, profile, readNoise: READ_NOISE, seed };
  return hardship === 'nebula' || hardship === 'both' ? { ...field, sky: nebula(random) } : { ...field, sky: SKY };
}

/** Of one light upwards there are half as many as of half of it; the faintest have 3 sigmas. */
function skyStars(random: SeededRandom, count: number, range: number): TrueStar[] {
  const sigma = HFD / 2.3548;
  const faintest = 3 * Math.sqrt(4 * Math.PI * sigma * sigma * (SKY + READ_NOISE * READ_NOISE));
  return Array.from({ length: count }, () => ({
    x: SIZE.width * random.uniform(),
    y: SIZE.height * random.uniform(),
    flux: faintest / (1 - (1 - 1 / range) * random.uniform()),
  }));
}

/** Noise of five scales, each of half the size and half the height of the one before, brightest where it folds. */
function nebula(random: SeededRandom): (x: number, y: number) => number {
  const octaves = [256, 128, 64, 32, 16].map((scale) => ({ scale, at: smoothNoise(random, scale) }));
  return (x, y) => {
    let clouds = 0;
    let ridges = 0;
    for (const { scale, at } of octaves) {
      const value = at(x, y);
      clouds += (scale / 256) * value;
      ridges += (scale / 256) * (1 - Math.abs(2 * value - 1));
    }
    return SKY + 0.1 * x + 250 * clouds + 150 * ridges;
  };
}

/** Values from 0 to 1 on a grid, smooth between them. */
function smoothNoise(random: SeededRandom, scale: number): (x: number, y: number) => number {
  const columns = Math.ceil(SIZE.width / scale) + 2;
  const values = Float32Array.from({ length: columns * columns }, () => random.uniform());
  const eased = (t: number) => t * t * (3 - 2 * t);
  return (x, y) => {
    const [column, row] = [Math.floor(x / scale), Math.floor(y / scale)];
    const [s, t] = [eased(x / scale - column), eased(y / scale - row)];
    const at = (i: number, j: number) => values[(row + j) * columns + column + i] as number;
    return (at(0, 0) * (1 - s) + at(1, 0) * s) * (1 - t) + (at(0, 1) * (1 - s) + at(1, 1) * s) * t;
  };
}
