import { expect, test } from 'vitest';
import { seededRandom } from './random.ts';
import { mean, standardDeviation } from './statistics.ts';

test('the same seeds give the same stream, other seeds another', () => {
  const draw = (...seeds: number[]) => {
    const random = seededRandom(...seeds);
    return Array.from({ length: 4 }, random.uniform);
  };
  expect(draw(1, 2)).toEqual(draw(1, 2));
  expect(draw(1, 2)).not.toEqual(draw(2, 1));
  expect(draw(1)).not.toEqual(draw(1 + 2 ** 32));
});

test('its normal and Poisson numbers have the moments they should', () => {
  const random = seededRandom(7);
  const normal = Array.from({ length: 100_000 }, random.normal);
  expect(mean(normal)).toBeCloseTo(0, 1);
  expect(standardDeviation(normal)).toBeCloseTo(1, 1);
  for (const expected of [0, 0.3, 5, 49, 80]) {
    const counts = Array.from({ length: 50_000 }, () => random.poisson(expected));
    expect(Math.abs(mean(counts) - expected)).toBeLessThan(0.1);
    expect(Math.abs(standardDeviation(counts) - Math.sqrt(expected))).toBeLessThan(0.1);
  }
});
