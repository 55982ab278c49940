import { InvalidInput } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { panelMosaic, panels } from './panels.ts';

const pixels = {
  width: 50,
  height: 40,
  planes: 3,
  data: Uint16Array.from({ length: 6000 }, (_, i) => i),
} as const;

test('nine squares at corners, edges and centre, as far from the edge as asked', () => {
  const areas = panels(pixels, { side: 8, margin: 2 });
  expect(areas).toHaveLength(9);
  expect(areas[0]).toEqual({ x: 2, y: 2, width: 8, height: 8 });
  expect(areas[4]).toEqual({ x: 21, y: 16, width: 8, height: 8 });
  expect(areas[8]).toEqual({ x: 40, y: 30, width: 8, height: 8 });
});

test('side by side in one image, pixel for pixel', () => {
  const mosaic = panelMosaic(pixels, { side: 8, margin: 2 });
  expect(mosaic).toMatchObject({ width: 24, height: 24, planes: 3 });
  const at = (x: number, y: number, plane: number) => mosaic.data[(plane * 24 + y) * 24 + x];
  expect(at(0, 0, 0)).toBe(2 * 50 + 2);
  expect(at(8, 8, 1)).toBe(2000 + 16 * 50 + 21);
  expect(at(23, 23, 2)).toBe(4000 + 37 * 50 + 47);
});

test('what does not fit is refused', () => {
  expect(() => panels(pixels, { side: 41 })).toThrow(InvalidInput);
  expect(() => panels(pixels, { side: 20, margin: 11 })).toThrow(InvalidInput);
  expect(panels({ width: 1, height: 1 })[0]).toEqual({ x: 0, y: 0, width: 1, height: 1 });
});
