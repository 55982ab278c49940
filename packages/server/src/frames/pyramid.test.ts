import { gunzipSync } from 'node:zlib';
import { type Pixels, seededRandom } from '@uraniborg/core';
import { card, riceDecode } from '@uraniborg/formats';
import { debayer } from '@uraniborg/imaging';
import { expect, test } from 'vitest';
import { apronOf, pyramid, TILE } from './pyramid.ts';
import { tile } from './tile.ts';

const random = seededRandom(7);
const noise = (width: number, height: number, planes: 1 | 3): Pixels => ({
  width,
  height,
  planes,
  data: Uint16Array.from({ length: width * height * planes }, () => 1000 + 40 * random.normal()),
});

test.each([
  [1300, 777, 1],
  [513, 2, 3],
  [1, 1, 1],
] as const)(
  'levels of %i x %i x %i halve to one tile, each pixel the mean of those it stands for',
  (width, height, planes) => {
    const pixels = noise(width, height, planes);
    const { levels } = pyramid({ pixels, header: [] });
    expect(Math.max(levels.at(-1)?.width ?? 0, levels.at(-1)?.height ?? 0)).toBeLessThanOrEqual(TILE);
    for (const [i, level] of levels.entries()) {
      const above = levels[i - 1];
      if (!above) continue;
      expect([level.width, level.height]).toEqual([Math.ceil(above.width / 2), Math.ceil(above.height / 2)]);
      for (let turn = 0; turn < 200; turn++) {
        const [x, y] = [Math.floor(random.uniform() * level.width), Math.floor(random.uniform() * level.height)];
        const plane = Math.floor(random.uniform() * planes);
        const under = [0, 1].flatMap((dy) =>
          [0, 1].flatMap((dx) => {
            const [u, v] = [2 * x + dx, 2 * y + dy];
            return u < above.width && v < above.height
              ? [above.data[(plane * above.height + v) * above.width + u]]
              : [];
          }),
        ) as number[];
        const mean = under.reduce((sum, value) => sum + value, 0) / under.length;
        expect(Math.abs((level.data[(plane * level.height + y) * level.width + x] ?? 0) - mean)).toBeLessThanOrEqual(
          0.5,
        );
      }
    }
  },
);

test('the histogram counts every pixel of every plane, and the header says where it lies', () => {
  const pixels = noise(100, 50, 3);
  const header = [card('CTYPE1', 'RA---TAN'), card('CTYPE2', 'DEC--TAN'), card('CRVAL1', 10), card('CRVAL2', 20)];
  header.push(card('CRPIX1', 50.5), card('CRPIX2', 25.5), card('CDELT1', -0.001), card('CDELT2', 0.001));
  const made = pyramid({ pixels, header });
  const bins = new Uint32Array(new Uint8Array(gunzipSync(made.histogram)).buffer);
  expect(bins.length).toBe(3 * 65536);
  expect(bins.reduce((sum, count) => sum + count, 0)).toBe(15_000);
  expect(made.statistics).toHaveLength(3);
  expect(made.statistics[1]?.median).toBeCloseTo(1000, -1);
  expect(made.wcs).toMatchObject({ crval: [10, 20], crpix: [49.5, 24.5] });
});

test('of a mosaic the histogram counts the cells of each colour too', () => {
  const light = [500, 1000, 250];
  const data = Uint16Array.from({ length: 60 * 40 }, (_, i) => light[(i % 2) + (Math.floor(i / 60) % 2)] ?? 0);
  const pixels = { width: 60, height: 40, planes: 1 as const, data };
  const made = pyramid({ pixels, header: [card('BAYERPAT', 'RGGB')] });
  const bins = new Uint32Array(new Uint8Array(gunzipSync(made.histogram)).buffer);
  expect(bins.length).toBe(4 * 65536);
  expect([500, 1000, 250].map((value) => bins[value])).toEqual([600, 1200, 600]);
  expect(light.map((value, colour) => bins[65536 * (1 + colour) + value])).toEqual([600, 600, 600]);
});

test('a tile comes back exactly, at the edges too', () => {
  const { levels } = pyramid({ pixels: noise(700, 600, 3), header: [] });
  const [full] = levels;
  if (!full) throw new Error('no level');
  for (const [column, row, w, h] of [
    [0, 0, 512, 512],
    [1, 1, 188, 88],
  ] as const) {
    const samples = new Int16Array(w * h * 3);
    riceDecode(tile(full, column, row), samples);
    const values = new Uint16Array(samples.buffer);
    for (const [x, y, plane] of [
      [0, 0, 0],
      [w - 1, h - 1, 2],
      [3, 5, 1],
    ] as const)
      expect(values[(plane * h + y) * w + x]).toBe(full.data[(plane * 600 + row * TILE + y) * 700 + column * TILE + x]);
  }
  expect(() => tile(full, 2, 0)).toThrow('There is no tile 2, 0');
  expect(() => tile(full, 0.5, 0)).toThrow('There is no tile');
});

test('the levels of a mosaic have its colours, its tiles what colours are made of', () => {
  const pixels = noise(1025, 700, 1);
  const made = pyramid({ pixels, header: [card('BAYERPAT', 'GRBG')] });
  const [full, cells] = made.levels;
  if (!full || !cells) throw new Error('no levels');
  expect(made.bayer).toBe('GRBG');
  expect(made.levels.map(({ planes }) => planes)).toEqual([1, 3, 3]);
  expect(cells).toMatchObject({ width: 513, height: 350 });
  // Whole cells as the debayer of the imaging room makes them, without the odd column that it leaves out.
  const known = debayer(pixels as Pixels<Uint16Array>, { order: 'GRBG', method: 'superpixel' });
  for (let plane = 0; plane < 3; plane++)
    for (let y = 0; y < 350; y++) {
      const row = cells.data.subarray((plane * 350 + y) * 513, (plane * 350 + y) * 513 + 512);
      expect(row).toEqual(known.data.subarray((plane * 350 + y) * 512, (plane * 350 + y + 1) * 512));
    }
  expect(made.colours?.map(({ median }) => Math.round(median / 50))).toEqual([20, 20, 20]);
  const apron = apronOf(made, 0);
  const samples = new Int16Array((1025 - 512 + apron) * (700 - 512 + apron));
  riceDecode(tile(full, 1, 1, apron), samples);
  expect(samples[0]).toBe(pixels.data[(512 - apron) * 1025 + 512 - apron]);
  expect(samples[apron * (1025 - 512 + apron) + apron]).toBe(pixels.data[512 * 1025 + 512]);
  expect(apronOf(made, 1)).toBe(0);
});

test('a small mosaic has colours too, one of a pattern that nobody knows is looked at as it is', () => {
  const { levels } = pyramid({ pixels: noise(40, 30, 1), header: [card('BAYERPAT', 'RGGB')] });
  expect(levels.map(({ width, planes }) => [width, planes])).toEqual([
    [40, 1],
    [20, 3],
  ]);
  const odd = pyramid({ pixels: noise(40, 30, 1), header: [card('BAYERPAT', 'CMYG')] });
  expect([odd.bayer, odd.colours, odd.levels.length]).toEqual([undefined, undefined, 1]);
});
