import { type PixelArray, type Pixels, seededRandom } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { starField } from '../testing/starField.ts';
import type { BayerOrder } from './bayerOrder.ts';
import { debayer } from './debayer.ts';
import { mosaicSky } from './mosaicSky.ts';
import { plainWiener, wienerRows } from './wiener.ts';

const orders: BayerOrder[] = ['RGGB', 'GRBG', 'GBRG', 'BGGR'];

/** Of odd sides; the colours that a pixel is of make no difference to it. */
function field<A extends PixelArray>(width: number, height: number, make: (values: Uint16Array) => A): Pixels<A> {
  const stars = Array.from({ length: 20 }, (_, i) => ({
    x: (i * 37) % width,
    y: (i * 53) % height,
    flux: 9000 * (i + 1),
  }));
  const { data } = starField({ width, height, stars, hfd: 3, sky: 700, seed: 4 });
  return { width, height, planes: 1, data: make(data) };
}

test.each([
  [101, 75],
  [4, 4],
  [7, 5],
  [130, 64],
])('of %d x %d pixels the kernel does what the plain way does, but for the rounding of 32 bits', (width, height) => {
  for (const order of orders)
    for (const mosaic of [
      field(width, height, (values) => values),
      field(width, height, (v) => Float32Array.from(v, (x) => x / 3 - 250)),
    ]) {
      const sky = mosaicSky(mosaic, order);
      const known = plainWiener(mosaic, order, sky);
      const found = new Float32Array(3 * width * height);
      wienerRows(mosaic, order, sky, [0, height], found);
      const worst = found.reduce((most, value, i) => Math.max(most, Math.abs(value - (known[i] ?? 0))), 0);
      expect(worst).toBeLessThan(0.05);
      expect(found.every(Number.isFinite)).toBe(true);
    }
});

test('some rows at a time it is the same, whatever the frame before was', () => {
  const mosaic = field(133, 90, (values) => values);
  const sky = mosaicSky(mosaic, 'GBRG');
  const whole = new Uint16Array(3 * 133 * 90);
  wienerRows(mosaic, 'GBRG', sky, [0, 90], whole);
  const parts = whole.slice().fill(0);
  for (const rows of [
    [41, 90],
    [0, 3],
    [3, 41],
  ] as const) {
    debayer(
      field(60, 20, (values) => values),
      { order: 'RGGB' },
    );
    wienerRows(mosaic, 'GBRG', sky, rows, parts);
  }
  expect(parts).toEqual(whole);
});

test('whatever pixels are made of, what was measured is kept to the last bit', () => {
  const random = seededRandom(8);
  const values = Array.from({ length: 300 }, () => random.normal());
  const kinds: PixelArray[] = [
    Uint8Array.from(values, (v) => 100 + 30 * v),
    Int16Array.from(values, (v) => 9000 * v),
    Int32Array.from(values, (v) => 5e8 * v),
    Uint32Array.from(values, (v) => 2e9 + 5e8 * v),
    Float32Array.from(values, (v) => v / 7),
    Float64Array.from(values, (v) => v / 7),
  ];
  for (const data of kinds) {
    const colour = debayer({ width: 20, height: 15, planes: 1, data }, { order: 'BGGR' });
    expect(colour.data.constructor).toBe(data.constructor);
    for (let i = 0; i < 300; i++) {
      const plane = 2 - ((i % 20) % 2) - (Math.floor(i / 20) % 2);
      expect(colour.data[300 * plane + i]).toBe(data[i]);
    }
  }
});

test('a hole is as large as the window, and the sky that is everywhere the same stays so', () => {
  const data = new Float32Array(400).fill(5);
  data[10 * 20 + 10] = Number.NaN;
  const { data: found } = debayer({ width: 20, height: 20, planes: 1, data }, { order: 'RGGB' });
  found.forEach((value, i) => {
    const [x, y] = [i % 20, Math.floor((i % 400) / 20)];
    if (Math.abs(x - 10) > 3 || Math.abs(y - 10) > 3) expect(value).toBe(5);
  });
});
