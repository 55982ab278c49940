import { seededRandom } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { leastSquares } from './leastSquares.ts';

test('a plane is found again, and its errors are those of many tries', () => {
  const random = seededRandom(5);
  const truth = [3, -0.5, 0.02];
  const found: number[][] = [];
  let told = 0;
  for (let trial = 0; trial < 400; trial++) {
    const rows = Array.from({ length: 60 }, () => [1, random.uniform() * 10, random.uniform() * 100]);
    const observed = rows.map((row) => row.reduce((sum, c, i) => sum + c * (truth[i] ?? 0), 0) + 0.3 * random.normal());
    const fit = leastSquares(rows, observed, new Array(60).fill(1 / 0.09));
    found.push([...(fit?.values ?? [])]);
    told += Math.sqrt(fit?.covariance[1]?.[1] ?? Number.NaN) / 400;
  }
  const mean = truth.map((_, i) => found.reduce((sum, each) => sum + (each[i] ?? 0), 0) / 400);
  const spread = Math.sqrt(found.reduce((sum, each) => sum + ((each[1] ?? 0) - (mean[1] ?? 0)) ** 2, 0) / 399);
  for (const [i, value] of truth.entries()) expect(mean[i]).toBeCloseTo(value, 1);
  expect(spread / told).toBeGreaterThan(0.85);
  expect(spread / told).toBeLessThan(1.15);
});

test('what is not determined is not invented', () => {
  expect(leastSquares([[1, 2]], [3])).toBeUndefined();
  expect(
    leastSquares(
      [
        [1, 2],
        [2, 4],
        [3, 6],
      ],
      [1, 2, 3],
    ),
  ).toBeUndefined();
});
