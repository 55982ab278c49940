import { seededRandom } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { type GaussianModel, gaussianMoments, momentRoom, plainGaussianMoments } from './gaussianMoments.ts';

const random = seededRandom(5);
const between = (low: number, high: number) => low + (high - low) * random.uniform();

test('four pixels at a time or one, the sums of any Gaussian over any box are the same to the bit', () => {
  for (let round = 0; round < 300; round++) {
    const [width, rows] = [1 + Math.floor(between(0, 30)), 1 + Math.floor(between(0, 30))];
    const { values, columns } = momentRoom(width, rows);
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++)
        values[row * columns + column] = column < width && random.uniform() > 0.02 ? between(-50, 60_000) : Number.NaN;
    const [x, y] = [-Math.floor(width / 2), -Math.floor(rows / 2)];
    const [a, c] = [between(0.01, 2), between(0.01, 2)];
    const b = between(-0.9, 0.9) * Math.sqrt(a * c);
    const model: GaussianModel = [10 ** between(0, 5), between(-2, 2), between(-2, 2), a, b, c];
    const noise = { variance: 10 ** between(-12, 4), electronsPerAdu: between(0.1, 9), ceiling: between(3e4, 7e4) };
    const box = { rows, columns, x, y };
    const plain = plainGaussianMoments({ ...box, values: values.slice() }, model, noise);
    expect([...gaussianMoments(box, model, noise)]).toEqual([...plain]);
  }
});

test('the light of the model itself has no residual', () => {
  const { values, columns } = momentRoom(9, 9);
  const light = (u: number, v: number) => 500 * Math.exp(-0.5 * (0.4 * u * u + 0.3 * u * v + 0.5 * v * v));
  for (let row = 0; row < 9; row++)
    for (let column = 0; column < columns; column++)
      values[row * columns + column] = column < 9 ? light(column - 4.2, row - 3.9) : Number.NaN;
  const sums = gaussianMoments({ rows: 9, columns, x: 0, y: 0 }, [500, 4.2, 3.9, 0.4, 0.15, 0.5], {
    variance: 25,
    electronsPerAdu: 2,
    ceiling: 60_000,
  });
  // Against the light itself: as little as 32 bits leave.
  const bright = sums[0] as number;
  for (const residual of sums.slice(15, 21)) expect(Math.abs(residual)).toBeLessThan(1e-5 * bright);
});
