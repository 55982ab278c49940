import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainStarCentre, RADIUS, starCentre, windowRoom } from './starCentre.ts';

const SIDE = 2 * RADIUS + 1;

/** A Gaussian over a sky of 100. */
const star = (x: number, y: number, sigma: number, peak: number) =>
  Float32Array.from({ length: SIDE * SIDE }, (_, i) => {
    const [u, v] = [(i % SIDE) - RADIUS - x, Math.floor(i / SIDE) - RADIUS - y];
    return 100 + peak * Math.exp(-(u * u + v * v) / (2 * sigma * sigma));
  });

function centre(values: Float32Array, level: number, x: number, y: number) {
  windowRoom().set(values);
  return starCentre(level, x, y);
}

test('compiled or not, the centre is the same to the bit', () => {
  const near = fc.double({ min: -2, max: 2, noNaN: true });
  const values = fc.float32Array({ minLength: SIDE * SIDE, maxLength: SIDE * SIDE, min: 0, max: 60_000, noNaN: false });
  fc.assert(
    fc.property(values, fc.double({ min: 0, max: 5000, noNaN: true }), near, near, (noise, level, x, y) => {
      expect(centre(noise, level, x, y)).toEqual(plainStarCentre(noise, level, x, y));
    }),
  );
  fc.assert(
    fc.property(near, near, fc.double({ min: 0.3, max: 9, noNaN: true }), (x, y, sigma) => {
      const values = star(x, y, sigma, 5000);
      expect(centre(values, 100, 0.5, 0.5)).toEqual(plainStarCentre(values, 100, 0.5, 0.5));
    }),
  );
});

test('the centre and the width of a star are found from a pixel beside it', () => {
  for (const sigma of [0.8, 1.2, 1.6, 2.4])
    for (const [x, y] of [
      [0, 0],
      [0.9, -0.3],
      [-0.41, 1.2],
    ] as const) {
      const found = centre(star(x, y, sigma, 20_000), 100, 0.5, 0.5);
      expect(found?.x, `sigma ${sigma}`).toBeCloseTo(x, 1.9);
      expect(found?.y).toBeCloseTo(y, 1.9);
      expect(Math.abs((found?.sigma ?? 0) - sigma)).toBeLessThan(0.15 * sigma);
    }
});

test('a single hot pixel is narrower than any star, and no light has no centre', () => {
  const values = new Float32Array(SIDE * SIDE).fill(100);
  expect(centre(values, 100, 0.5, 0.5)).toBeUndefined();
  values[RADIUS * SIDE + RADIUS] = 30_000;
  expect(centre(values, 100, 0.5, 0.5)?.sigma).toBeLessThan(0.2);
});
