import { expect, test } from 'vitest';
import { levelFor, levelsOf, tilesOf } from './tiles.ts';

test('tiles cover the image once and none is too large', () => {
  const tiles = tilesOf(9576, 6388, 4096);
  expect(tiles).toHaveLength(6);
  expect(tiles.reduce((sum, { width, height }) => sum + width * height, 0)).toBe(9576 * 6388);
  expect(Math.max(...tiles.flatMap(({ width, height }) => [width, height]))).toBe(4096);
  expect(tilesOf(4656, 3520, 8192)).toEqual([{ x: 0, y: 0, width: 4656, height: 3520 }]);
});

test('levels halve down to one pixel', () => {
  expect(levelsOf(5, 2)).toEqual([
    { width: 5, height: 2 },
    { width: 3, height: 1 },
    { width: 2, height: 1 },
    { width: 1, height: 1 },
  ]);
});

test('the level drawn from is never coarser than the screen', () => {
  expect([4, 1, 0.51, 0.5, 0.26, 0.25, 0.2, 1e-9].map((zoom) => levelFor(zoom, 13))).toEqual([0, 0, 0, 1, 1, 2, 2, 12]);
});
