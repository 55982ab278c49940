import { expect, test } from 'vitest';
import { extentOf, levelSize, tileKey } from '../frameImage.ts';
import { levelFor, standIns, tileAt, tilesInView } from './tiles.ts';
import { fitView } from './viewport.ts';

const image = { width: 9576, height: 6388, tile: 512 };
const screen = { width: 1400, height: 800 };

test('levels halve, rounded up, and never coarser than the screen', () => {
  expect(levelSize(image, 0)).toEqual({ width: 9576, height: 6388 });
  expect(levelSize(image, 3)).toEqual({ width: 1197, height: 799 });
  expect([2, 1, 0.51, 0.5, 0.26, 0.25, 0.001].map((zoom) => levelFor(zoom, 6))).toEqual([0, 0, 0, 1, 1, 2, 5]);
});

test('the whole image needs each tile of its level once', () => {
  const view = fitView(image, screen);
  const level = levelFor(view.scale, 6);
  const tiles = tilesInView(image, view, screen, level);
  const { width, height } = levelSize(image, level);
  expect(new Set(tiles.map(tileKey)).size).toBe(Math.ceil(width / 512) * Math.ceil(height / 512));
  const covered = tiles.reduce((sum, tile) => {
    const extent = extentOf(image, tile);
    return sum + extent.width * extent.height;
  }, 0);
  expect(covered).toBe(9576 * 6388);
});

test('a close view needs few tiles, the one in the middle first, mirrored or not', () => {
  const view = { scale: 2, x: 700, y: 300 };
  const keys = tilesInView(image, view, screen, 0).map(tileKey);
  expect(keys[0]).toBe('0/1/0');
  expect([...keys].sort()).toEqual(['0/0/0', '0/1/0', '0/2/0'].sort());
  const mirrored = tilesInView(image, { ...view, mirrorX: true, mirrorY: true }, screen, 0).map(tileKey);
  expect([...mirrored].sort()).toEqual([...keys].sort());
});

test('a tile at the edge ends with the image', () => {
  expect(extentOf(image, { level: 3, column: 2, row: 1 })).toEqual({
    texels: { width: 173, height: 287 },
    left: 0,
    top: 0,
    x: 8192,
    y: 4096,
    width: 1384,
    height: 2292,
  });
  expect(tileAt(image, { x: 9575.5, y: 0 })).toEqual({ level: 0, column: 18, row: 0 });
  expect(tileAt(image, { x: 9576, y: 0 })).toBeUndefined();
  expect(tileAt(image, { x: -0.1, y: 5 })).toBeUndefined();
});

test('what is missing is seen through the finest coarser tile that is here, else through the preview', () => {
  const here = new Set(['2/0/0', '1/1/0', '0/0/0']);
  const has = (tile: { level: number; column: number; row: number }) => here.has(tileKey(tile));
  const at = (column: number, row: number) => ({ level: 0, column, row });
  const stand = (...wanted: ReturnType<typeof at>[]) => {
    const { tiles, preview } = standIns({ levels: 3 }, wanted, has);
    return [tiles.map(tileKey), preview];
  };
  expect(stand(at(0, 0))).toEqual([[], false]);
  expect(stand(at(2, 0), at(3, 1))).toEqual([['1/1/0'], false]);
  expect(stand(at(2, 0), at(1, 1))).toEqual([['2/0/0', '1/1/0'], false]);
  expect(stand(at(9, 9), at(0, 0))).toEqual([[], true]);
});

test('a tile of a mosaic has two pixels around it, as far as there are any', () => {
  const mosaic = { ...image, bayer: 'RGGB' };
  const extent = (column: number, row: number) => extentOf(mosaic, { level: 0, column, row });
  expect(extent(0, 0)).toMatchObject({ texels: { width: 514, height: 514 }, left: 0, top: 0, width: 512, height: 512 });
  expect(extent(1, 2)).toMatchObject({ texels: { width: 516, height: 516 }, left: 2, top: 2, x: 512, y: 1024 });
  expect(extent(18, 12)).toMatchObject({
    texels: { width: 362, height: 246 },
    left: 2,
    top: 2,
    width: 360,
    height: 244,
  });
  // One column is left over: it is in the tile before as well.
  expect(extentOf({ width: 513, height: 9, tile: 512, bayer: 'RGGB' }, { level: 0, column: 0, row: 0 })).toMatchObject({
    texels: { width: 513, height: 9 },
    width: 512,
  });
  expect(extentOf(mosaic, { level: 1, column: 1, row: 1 })).toMatchObject({
    texels: { width: 512, height: 512 },
    left: 0,
  });
});
