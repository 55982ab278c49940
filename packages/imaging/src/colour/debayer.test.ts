import type { Pixels } from '@uraniborg/core';
import { seededRandom } from '@uraniborg/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BayerOrder, debayer } from './debayer.ts';

const orders: BayerOrder[] = ['RGGB', 'GRBG', 'GBRG', 'BGGR'];
const plane = { R: 0, G: 1, B: 2 } as const;

/** What a sensor with this mosaic records of a colour image given by a function of (plane, x, y). */
function mosaicOf(
  order: BayerOrder,
  width: number,
  height: number,
  colour: (plane: number, x: number, y: number) => number,
): Pixels<Uint16Array> {
  const data = new Uint16Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const letter = order[(y & 1) * 2 + (x & 1)] as keyof typeof plane;
      data[y * width + x] = Math.round(colour(plane[letter], x, y));
    }
  return { width, height, planes: 1, data };
}

describe.each(orders)('%s', (order) => {
  test('an even colour comes back exactly, border included', () => {
    const even = mosaicOf(order, 9, 7, (p) => [1000, 2000, 3000][p] ?? 0);
    for (const method of ['superpixel', 'bilinear', 'gradient'] as const) {
      const { width, height, data } = debayer(even, { order, method });
      for (const p of [0, 1, 2])
        expect(new Set(data.subarray(p * width * height, (p + 1) * width * height))).toEqual(new Set([1000 * (p + 1)]));
    }
  });

  test('a colourless ramp comes back without colour away from the border', () => {
    const ramp = mosaicOf(order, 16, 12, (_p, x, y) => 1000 + 40 * x + 24 * y);
    for (const method of ['bilinear', 'gradient'] as const) {
      const { width, data } = debayer(ramp, { order, method });
      for (let y = 2; y < 10; y++)
        for (let x = 2; x < 14; x++)
          for (const p of [0, 1, 2]) expect(data[p * width * 12 + y * width + x]).toBe(1000 + 40 * x + 24 * y);
    }
  });

  test('what was measured is kept', () => {
    const random = seededRandom(5);
    const noise = mosaicOf(order, 14, 10, () => random.uniform() * 65535);
    const { data } = debayer(noise, { order });
    for (let y = 0; y < 10; y++)
      for (let x = 0; x < 14; x++) {
        const letter = order[(y & 1) * 2 + (x & 1)] as keyof typeof plane;
        expect(data[plane[letter] * 140 + y * 14 + x]).toBe(noise.data[y * 14 + x]);
      }
  });
});

test('the gradient method is nearer to the truth of a star than the bilinear one', () => {
  const star = (p: number, x: number, y: number) =>
    500 + ([20000, 30000, 16000][p] ?? 0) * Math.exp(-((x - 20.3) ** 2 + (y - 19.6) ** 2) / 4.5);
  const mosaic = mosaicOf('RGGB', 40, 40, star);
  const off = (method: 'bilinear' | 'gradient') => {
    const { data } = debayer(mosaic, { order: 'RGGB', method });
    let sum = 0;
    for (let i = 0; i < data.length; i++)
      sum += ((data[i] ?? 0) - star(Math.floor(i / 1600), i % 40, Math.floor((i % 1600) / 40))) ** 2;
    return Math.sqrt(sum / data.length);
  };
  expect(off('gradient')).toBeLessThan(0.7 * off('bilinear'));
});

test('integers stay in range and colour is refused', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), fc.constantFrom(...orders), (data, order) => {
      const { data: rgb } = debayer({ width: 8, height: 8, planes: 1, data }, { order });
      expect(rgb).toBeInstanceOf(Uint8Array);
      expect(rgb).toHaveLength(192);
    }),
  );
  const colour = { width: 4, height: 4, planes: 3 as const, data: new Uint16Array(48) };
  expect(() => debayer(colour, { order: 'RGGB' })).toThrow('has colour already');
  expect(() => debayer({ width: 2, height: 2, planes: 1, data: new Uint16Array(4) }, { order: 'RGGB' })).toThrow(
    'too small',
  );
});
