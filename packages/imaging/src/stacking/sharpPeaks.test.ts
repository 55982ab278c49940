import { type Pixels, seededRandom } from '@uraniborg/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { meshOf } from '../stars/backgroundMesh.ts';
import { plainSharpPeaks, sharpPeaks } from './sharpPeaks.ts';

test('four values at a time or one, the summits are the same to the bit', () => {
  const size = fc.integer({ min: 1, max: 260 });
  fc.assert(
    fc.property(
      size,
      size,
      fc.nat(),
      fc.nat(3000),
      fc.integer({ min: 1, max: 65_535 }),
      (width, height, seed, sky, range) => {
        const random = seededRandom(seed);
        // Often dark and sometimes bright, and of few values now and then: summits that are even.
        const data = Uint16Array.from({ length: width * height }, () => range * random.uniform() ** 20);
        const pixels = { width, height, planes: 1, data } as const;
        const grid = meshOf(pixels, 16);
        const level = Float32Array.from(
          { length: grid.columns * grid.rows },
          (_, i) => (sky * ((i * 789) % 1000)) / 9000,
        );
        const mesh = { ...grid, level, rms: level.map((value) => value / 50) };
        expect(sharpPeaks(pixels, mesh, 5)).toEqual(plainSharpPeaks(pixels, mesh, 5));
      },
    ),
  );
});

test('a star is one summit, what spreads evenly is none', () => {
  const [width, height] = [200, 160];
  const light = (x: number, y: number, sigma: number, peak: number) => (i: number) =>
    peak * Math.exp(-(((i % width) - x) ** 2 + (Math.floor(i / width) - y) ** 2) / (2 * sigma * sigma));
  const [star, galaxy] = [light(61, 40.3, 1.5, 9000), light(140, 100, 14, 9000)];
  const data = Uint16Array.from({ length: width * height }, (_, i) => 500 + star(i) + galaxy(i));
  const pixels: Pixels<Uint16Array> = { width, height, planes: 1, data };
  const grid = meshOf(pixels);
  const flat = (value: number) => new Float32Array(grid.columns * grid.rows).fill(value);
  const peaks = sharpPeaks(pixels, { ...grid, level: flat(500), rms: flat(10) }, 10);
  expect(peaks).toHaveLength(3);
  const [x = 0, y = 0] = peaks;
  expect(Math.hypot(2 * x + 0.5 - 61, 2 * y + 0.5 - 40.3)).toBeLessThan(1.2);
});
