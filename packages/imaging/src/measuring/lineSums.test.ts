import { seededRandom } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { lineSums } from './lineSums.ts';

test('every sum is that of the pixels of a line from end to end', () => {
  const random = seededRandom(3);
  const size = 16;
  const image = Float32Array.from({ length: size * size }, () => Math.round(random.uniform() * 50));
  const at = (x: number, y: number) => (y >= 0 && y < size ? (image[y * size + x] ?? 0) : 0);
  /** The rows of the line: each half of it rises by half, the odd row between them. */
  const rows = (width: number, slope: number): number[] => {
    if (width === 1) return [0];
    const half = rows(width / 2, slope >> 1);
    return [...half, ...half.map((row) => row + ((slope + 1) >> 1))];
  };
  const widths = new Map<number, number>();
  lineSums({ image, width: size, height: size, first: 0, right: 1, down: size }, ({ from, width, slope, sums }) => {
    widths.set(width, (widths.get(width) ?? 0) + 1);
    const line = rows(width, slope);
    for (let row = -slope; row < size; row++) {
      const sum = line.reduce((total, rise, i) => total + at(from + i, row + rise), 0);
      expect(sums[row + size]).toBe(sum);
    }
    // Never farther than a row or two from the straight line.
    for (const [i, rise] of line.entries()) expect(Math.abs(rise - (slope * i) / (width - 1))).toBeLessThan(2);
  });
  expect([...widths]).toEqual([
    [4, 16],
    [8, 16],
    [16, 16],
  ]);
});
