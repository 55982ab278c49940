import type { Pixels } from '@uraniborg/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DefocusedStar, defocusedStar } from '../testing/defocusedStar.ts';
import { starField } from '../testing/starField.ts';
import { type Collimation, measureCollimation } from './measureCollimation.ts';

const star: DefocusedStar = {
  width: 320,
  height: 280,
  x: 171.3,
  y: 133.8,
  radius: 60,
  shadow: 21,
  dx: 4.2,
  dy: -2.6,
  light: 800,
  soft: 2,
  seed: 3,
};

function found(pixels: Pixels, options?: Parameters<typeof measureCollimation>[1]): Collimation {
  const result = measureCollimation(pixels, options);
  if (typeof result === 'string') throw new Error(`none: ${result}`);
  return result;
}

test('the offset of the shadow is found in rings of any size, soft, uneven, noisy, slightly elliptic, with a spot inside', () => {
  const some = (min: number, max: number) => fc.double({ min, max, noNaN: true });
  fc.assert(
    fc.property(
      fc.record({
        radius: some(12, 90),
        inner: some(0.25, 0.45),
        off: some(0, 0.15),
        way: some(0, 2 * Math.PI),
        light: fc.constantFrom(40, 200, 2000, 20_000),
        soft: some(0.02, 0.05),
        uneven: some(0, 0.4),
        slant: some(0, 2 * Math.PI),
        elongation: some(0, 0.05),
        spot: some(0, 0.6),
        seed: fc.nat(100_000),
      }),
      ({ radius, inner, off, way, soft, ...rest }) => {
        const made: DefocusedStar = {
          ...rest,
          width: 300,
          height: 260,
          x: 141.7,
          y: 128.2,
          radius,
          shadow: inner * radius,
          dx: off * radius * Math.cos(way),
          dy: off * radius * Math.sin(way),
          soft: Math.max(0.5, soft * radius),
          hotPixels: 10,
        };
        const { outer, shadow, saturatedPixels } = found(defocusedStar(made));
        expect(shadow).toBeDefined();
        if (!shadow) return;
        const error = Math.hypot(shadow.dx - made.dx, shadow.dy - made.dy);
        // Six standard errors: among thousands of rings with such slopes of light the worst was five off.
        expect(error).toBeLessThan(6 * shadow.distanceError + 0.1);
        expect(shadow.distanceError).toBeLessThan(0.05 * radius + 0.5);
        expect(outer.radius / radius).toBeCloseTo(1, 0.9);
        expect(shadow.radius / made.shadow).toBeGreaterThan(0.75);
        expect(shadow.radius / made.shadow).toBeLessThan(1.25);
        expect(saturatedPixels).toBeLessThan(10);
      },
    ),
    { numRuns: 40, seed: 11 },
  );
});

test('where it is, which way the shadow lies, and that this is no chance', () => {
  const { outer, shadow, light, background, saturatedPixels } = found(defocusedStar(star));
  expect(outer.x).toBeCloseTo(171.3, 0);
  expect(outer.y).toBeCloseTo(133.8, 0);
  expect(shadow?.distance).toBeCloseTo(Math.hypot(4.2, 2.6), 0);
  expect(shadow?.percent).toBeCloseTo((100 * Math.hypot(4.2, 2.6)) / 60, 0);
  expect(shadow?.direction).toBeGreaterThan(322);
  expect(shadow?.direction).toBeLessThan(334);
  expect(shadow?.certain).toBe(true);
  expect(light).toBeGreaterThan(760);
  expect(light).toBeLessThan(840);
  expect(background).toBeGreaterThan(245);
  expect(background).toBeLessThan(255);
  expect(saturatedPixels).toBe(0);
});

test('a shadow in the middle is told to be in the middle', () => {
  const sure = Array.from({ length: 12 }, (_, seed) => found(defocusedStar({ ...star, dx: 0, dy: 0, seed })).shadow);
  expect(sure.filter((shadow) => shadow?.certain !== false)).toEqual([]);
});

test('a place in the dark of a ring means that ring, and another ring can be meant', () => {
  const left = defocusedStar({ ...star, width: 640, x: 150, light: 600 });
  const right = defocusedStar({ ...star, width: 640, x: 480.4, y: 120, radius: 40, shadow: 15, light: 300, seed: 4 });
  const both = { ...left, data: left.data.map((value, i) => value + (right.data[i] as number)) };
  expect(found(both).outer.x).toBeCloseTo(150, 0);
  expect(found(both, { place: { x: 480, y: 120 } }).outer.x).toBeCloseTo(480.4, 0);
  expect(found(both, { place: { x: 160, y: 130 } }).outer.radius).toBeCloseTo(60, -1);
});

test('an overexposed ring is found, and not trusted', () => {
  const pixels = defocusedStar({ ...star, light: 40_000, uneven: 0.3, full: 30_000 });
  const { shadow, saturatedPixels } = found(pixels, { saturation: 29_000 });
  expect(saturatedPixels).toBeGreaterThan(1000);
  expect(Math.hypot((shadow?.dx ?? 0) - 4.2, (shadow?.dy ?? 0) + 2.6)).toBeLessThan(0.04 * 60);
  expect(shadow?.certain).toBe(false);
});

test('the raw frame of a colour sensor is measured in its cells', () => {
  const pixels = defocusedStar({ ...star, light: 4000 });
  for (const [i, value] of pixels.data.entries()) {
    const odd = (i % 320) % 2 === 1 || Math.floor(i / 320) % 2 === 1;
    pixels.data[i] = odd ? value : value * 0.4;
  }
  const { outer, shadow } = found(pixels, { mosaic: true });
  expect(outer.x).toBeCloseTo(171.3, 0);
  expect(Math.hypot((shadow?.dx ?? 0) - 4.2, (shadow?.dy ?? 0) + 2.6)).toBeLessThan(0.4);
});

test('without a secondary there is a disc, and no shadow is made up', () => {
  for (const seed of [1, 2, 3]) {
    const { outer, shadow } = found(defocusedStar({ ...star, shadow: 0, seed }));
    expect(outer.radius).toBeCloseTo(60, -1);
    expect(shadow).toBeUndefined();
  }
});

test('why there is none: an empty sky, stars in focus, a ring that leaves the frame, a figure that is not round', () => {
  expect(measureCollimation(starField({ width: 200, height: 200, stars: [], hfd: 3 }))).toBe('nothing');
  const stars = [{ x: 100.2, y: 90.7, flux: 80_000 }];
  expect(measureCollimation(starField({ width: 200, height: 200, stars, hfd: 5 }))).toBe('small');
  expect(measureCollimation(defocusedStar({ ...star, x: 20, y: 140 }))).toBe('cut');
  expect(measureCollimation(defocusedStar({ ...star, x: 160, elongation: 0.6 }))).toBe('ragged');
  expect(measureCollimation({ width: 3, height: 3, planes: 1, data: new Uint16Array(9) })).toBe('nothing');
  const nothing = { width: 64, height: 64, planes: 1, data: new Float32Array(4096).fill(Number.NaN) } as const;
  expect(measureCollimation(nothing)).toBe('nothing');
});
