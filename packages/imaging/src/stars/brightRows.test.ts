import { type Pixels, seededRandom } from '@uraniborg/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { meshOf } from './backgroundMesh.ts';
import { type BrightRowsUse, eachBrightRow, plainBrightRows } from './brightRows.ts';

function everything(
  find: typeof eachBrightRow,
  pixels: Pixels,
  rows: readonly [number, number],
  limit: number,
): { y: number; places: number[]; values: number[] }[] {
  const all: { y: number; places: number[]; values: number[] }[] = [];
  const grid = meshOf(pixels, 16);
  const limits = Float32Array.from({ length: grid.columns * grid.rows }, (_, i) => limit + ((i * 789) % 1000) / 3);
  const use: BrightRowsUse = {
    mesh: { ...grid, level: limits, rms: limits },
    limits,
    found: (y, places, count, values) => all.push({ y, places: [...places.subarray(0, count)], values: [...values] }),
  };
  find(pixels, rows, use);
  return all;
}

test('four values at a time or one, what is bright is the same to the bit, in any part of the frame', () => {
  const size = fc.integer({ min: 1, max: 70 });
  fc.assert(
    fc.property(size, size, fc.nat(), fc.nat(), fc.nat(), fc.nat(240_000), (width, height, seed, a, b, limit) => {
      const random = seededRandom(seed);
      const data = Uint16Array.from({ length: width * height }, () => 65_536 * random.uniform());
      const pixels = { width, height, planes: 1, data } as const;
      const rows = (height >> 1) + 1;
      const part = [Math.min(a % rows, b % rows), Math.max(a % rows, b % rows)] as const;
      expect(everything(eachBrightRow, pixels, part, limit)).toEqual(everything(plainBrightRows, pixels, part, limit));
    }),
  );
});
