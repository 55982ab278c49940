import { type Pixels, seededRandom } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { saturatedPart } from './saturatedPart.ts';

const random = seededRandom(1);
const frame = (full: number, bright: number): Pixels => ({
  width: 100,
  height: 100,
  planes: 1,
  data: Uint16Array.from({ length: 10_000 }, (_, i) =>
    Math.min(full, i < bright ? 90_000 : 500 + 2000 * random.uniform() ** 8 + 20 * random.normal()),
  ),
});

test('pixels at the end of the range, and those of a sensor that is full below it', () => {
  expect(saturatedPart(frame(65_535, 300))).toBeCloseTo(0.03, 6);
  expect(saturatedPart(frame(16_383, 300))).toBeCloseTo(0.03, 6);
  expect(saturatedPart(frame(65_535, 0))).toBe(0);
  expect(saturatedPart({ width: 1, height: 1, planes: 1, data: Float32Array.of(Number.NaN) })).toBe(0);
});
