import { expect, test } from 'vitest';
import { mosaicCells } from './mosaicCells.ts';

test('a cell is the rounded mean of its four pixels; what does not fill one is left out', () => {
  const data = Uint16Array.from([10, 11, 65_535, 65_535, 7, 12, 12, 65_535, 65_535, 7, 1, 1, 1, 1, 1]);
  const to = new Uint16Array(2);
  mosaicCells({ width: 5, height: 3, planes: 1, data }, [0, 1], to);
  expect([...to]).toEqual([11, 65_535]);
});

test('calibrated pixels have a pedestal, and are cut off where 16 bits end', () => {
  const data = Float32Array.from([-3, -1, 1e9, 0, -5e3, 0, Number.NaN, 0, -1, -1, 0, 0, -5e3, 0, 0, 0]);
  const to = new Uint16Array(4);
  const mosaic = { width: 8, height: 2, planes: 1, data } as const;
  mosaicCells(mosaic, [0, 1], to);
  expect([...to]).toEqual([999, 65_535, 0, 0]);
  mosaicCells({ ...mosaic, width: 4, height: 4 }, [1, 2], to);
  expect(to[2]).toBe(0);
});
