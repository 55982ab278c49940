import type { Pixels } from '@uraniborg/core';
import { seededRandom } from '@uraniborg/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BayerOrder } from './bayerOrder.ts';
import { debayer } from './debayer.ts';

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
    for (const method of ['superpixel', 'bilinear', 'wiener'] as const) {
      const { width, height, data } = debayer(even, { order, method });
      for (const p of [0, 1, 2])
        expect(new Set(data.subarray(p * width * height, (p + 1) * width * height))).toEqual(new Set([1000 * (p + 1)]));
    }
  });

  test('a colourless ramp comes back without colour away from the border', () => {
    const ramp = mosaicOf(order, 16, 12, (_p, x, y) => 1000 + 40 * x + 24 * y);
    for (const method of ['bilinear', 'wiener'] as const) {
      const { width, data } = debayer(ramp, { order, method });
      for (let y = 3; y < 9; y++)
        for (let x = 3; x < 13; x++)
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

/** Of all planes of a field of stars like this one, by either method. */
function errors(fwhm: number): { wiener: number; bilinear: number; sky: number } {
  const random = seededRandom(7);
  const stars = Array.from({ length: 25 }, (_, i) => ({
    x: 30 + 50 * (i % 5) + random.uniform(),
    y: 30 + 50 * Math.floor(i / 5) + random.uniform(),
    // From deep red to blue.
    peaks: [20_000 * Math.exp(random.normal()), 30_000, 20_000 * Math.exp(random.normal())],
  }));
  const width = 4 * Math.LN2 * fwhm ** -2;
  const side = 260;
  const truth = [800, 1200, 500].map((sky, p) => {
    const plane = new Float64Array(side * side).fill(sky);
    for (const star of stars)
      for (let y = Math.floor(star.y) - 24; y <= star.y + 25; y++)
        for (let x = Math.floor(star.x) - 24; x <= star.x + 25; x++) {
          const square = (x - star.x) ** 2 + (y - star.y) ** 2;
          const at = y * side + x;
          plane[at] = (plane[at] ?? 0) + Math.min(50_000, star.peaks[p] ?? 0) * Math.exp(-width * square);
        }
    return plane;
  });
  const exact = mosaicOf('GRBG', side, side, (p, x, y) => truth[p]?.[y * side + x] ?? 0);
  const noisy = { ...exact, data: exact.data.map((value) => value + 10 * random.normal()) };
  const off = (method: 'bilinear' | 'wiener') => {
    const { data } = debayer(noisy, { order: 'GRBG', method });
    let [near, nearCount, sky, skyCount] = [0, 0, 0, 0];
    for (let i = 0; i < data.length; i++) {
      const [plane, at] = [Math.floor(i / side ** 2), i % side ** 2];
      const light = truth[plane]?.[at] ?? 0;
      const error = (data[i] ?? 0) - light;
      if (light > 1500) [near, nearCount] = [near + error ** 2, nearCount + 1];
      else [sky, skyCount] = [sky + error ** 2, skyCount + 1];
    }
    return { near: Math.sqrt(near / nearCount), sky: Math.sqrt(sky / skyCount) };
  };
  const [wiener, bilinear] = [off('wiener'), off('bilinear')];
  return { wiener: wiener.near, bilinear: bilinear.near, sky: wiener.sky };
}

test.each([
  [1.5, 0.55],
  [1.8, 0.4],
  [2.5, 0.2],
  [3.5, 0.1],
  [5, 0.1],
])(
  'of stars %d pixels wide the error is at most %d of that of the bilinear way, and the sky beside them has little',
  (fwhm, part) => {
    const { wiener, bilinear, sky } = errors(fwhm);
    expect(wiener).toBeLessThan(part * bilinear);
    // Its noise is 10.
    expect(sky).toBeLessThan(40);
  },
);

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
