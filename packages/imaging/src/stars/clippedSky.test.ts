import { type Pixels, seededRandom } from '@uraniborg/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backgroundCells, meshOf, plainCells } from './backgroundMesh.ts';

const size = fc.integer({ min: 1, max: 200 });
const cell = fc.integer({ min: 4, max: 90 });

/** Nearly dark, a clipped flat, a sky, or the whole range of 16 bits. */
const spreads = [0, 0.3, 20, 40_000] as const;

test('four values at a time or one, the sky of every cell is the same to the bit, in any part of the frame', () => {
  fc.assert(
    fc.property(size, size, cell, fc.nat(), fc.nat(3), fc.nat(), (width, height, side, seed, kind, part) => {
      const random = seededRandom(seed);
      const level = 65_535 * random.uniform();
      const data = Uint16Array.from({ length: width * height }, () => {
        const star = random.uniform() < 0.02 ? 60_000 * random.uniform() : 0;
        return Math.min(65_535, Math.max(0, level + star + (spreads[kind] ?? 0) * random.normal()));
      });
      const pixels: Pixels = { width, height, planes: 1, data };
      const grid = meshOf(pixels, side);
      const rows = [part % grid.rows, grid.rows] as const;
      expect(backgroundCells(pixels, grid, 'all', rows)).toEqual(plainCells(pixels, grid, 'all', rows));
    }),
    { numRuns: 300 },
  );
});
