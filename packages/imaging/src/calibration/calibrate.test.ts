import { type Pixels, seededRandom } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { findBadPixels, mapOfMask, maskOfMap, mendBadPixels } from './badPixels.ts';
import { calibrate, calibrateRows, flatLevels, plainCalibrate, plainWhole } from './calibrate.ts';

const image = (width: number, height: number, value: (x: number, y: number) => number): Pixels<Uint16Array> => ({
  width,
  height,
  planes: 1,
  data: Uint16Array.from({ length: width * height }, (_, i) => value(i % width, Math.floor(i / width))),
});

test('a vignetted light comes back flat', () => {
  const vignette = (x: number, y: number) => 1 - 0.3 * (((x - 32) / 32) ** 2 + ((y - 24) / 24) ** 2) * 0.5;
  const dark = image(64, 48, (x) => 300 + (x % 3));
  const light = image(64, 48, (x, y) => 300 + (x % 3) + 5000 * vignette(x, y));
  const flat = image(64, 48, (x, y) => 30_000 * vignette(x, y));
  const { data } = calibrate(light, { dark, flat });
  const middle = data[24 * 64 + 32] ?? 0;
  for (const value of data) expect(value / middle).toBeCloseTo(1, 3);
});

test('nothing is clipped below zero, and a blind flat pixel is left alone', () => {
  const light = image(8, 8, () => 100);
  const { data } = calibrate(light, {
    dark: image(8, 8, () => 150),
    flat: image(8, 8, (x, y) => (x === 3 && y === 3 ? 0 : 20_000)),
  });
  expect(new Set(data)).toEqual(new Set([-50]));
});

const bytesOf = ({ data }: Pixels) => Buffer.from(data.buffer, data.byteOffset, data.byteLength);

test('the kernel does what the plain way does, to the last bit', () => {
  const random = seededRandom(3);
  const [width, height, planes] = [211, 97, 3] as const;
  const make = <A extends Float32Array | Uint16Array>(data: A, value: () => number): Pixels<A> => {
    for (let i = 0; i < data.length; i++) data[i] = value();
    return { width, height, planes, data };
  };
  const size = width * height * planes;
  const dark = make(new Float32Array(size), () => 300 + 9 * random.normal());
  const flat = make(new Float32Array(size), () => (random.uniform() < 0.01 ? 0 : 30_000 * random.uniform()));
  flat.data[5] = Number.NaN;
  const counts = make(new Uint16Array(size), () => 65_535 * random.uniform());
  const floats = make(new Float32Array(size), () => 1e5 * random.normal());
  for (const light of [counts, floats])
    for (const masters of [{}, { dark }, { flat }, { dark, flat }, { dark: counts, flat: counts }])
      expect(bytesOf(calibrate(light, masters)).equals(bytesOf(plainCalibrate(light, masters)))).toBe(true);
});

test('some rows at a time it is the same, and in whole numbers what rounding makes of it', () => {
  const random = seededRandom(4);
  const [width, height] = [133, 50];
  const light = image(width, height, () => 65_535 * random.uniform());
  light.data.fill(0, 0, 200);
  const dark = image(width, height, () => 4000 * random.uniform());
  const flat = image(width, height, () => 30_000 * random.uniform() + 1);
  const levels = flatLevels(light, { dark, flat });
  const to = { data: new Float32Array(width * height), whole: new Uint16Array(width * height) };
  for (const rows of [
    [30, 50],
    [0, 7],
    [7, 30],
  ] as const)
    calibrateRows(light, { dark, flat }, levels, rows, to);
  expect(bytesOf({ ...light, data: to.data }).equals(bytesOf(plainCalibrate(light, { dark, flat })))).toBe(true);
  expect(to.whole).toEqual(plainWhole(to.data));
  // Both ends are cut off.
  expect(to.whole).toContain(0);
  expect(to.whole).toContain(65_535);
});

test('a master of another size, or a flat without light, is refused in words', () => {
  expect(() =>
    calibrate(
      image(8, 8, () => 1),
      { dark: image(4, 4, () => 1) },
    ),
  ).toThrow('The dark is 4x4, the light 8x8');
  expect(() =>
    calibrate(
      image(8, 8, () => 1),
      { flat: image(8, 8, () => 0) },
    ),
  ).toThrow('holds no light');
});

test('hot and dead pixels are found on a dark and mended by their neighbours', () => {
  const random = seededRandom(11);
  const hot = [3 * 64 + 10, 20 * 64 + 20, 20 * 64 + 21];
  const dark = image(64, 64, () => 500 + 5 * random.normal());
  for (const at of hot) dark.data[at] = 9000;
  dark.data[40 * 64 + 1] = 0;
  const map = findBadPixels(dark);
  expect([...map.indices]).toEqual([...hot, 40 * 64 + 1]);
  const light = image(64, 64, (x, y) => 1000 + x + y);
  const spoilt = { ...light, data: light.data.slice() };
  for (const at of map.indices) spoilt.data[at] = 65_535;
  const mended = mendBadPixels(spoilt, map);
  for (const at of map.indices) expect(Math.abs((mended.data[at] ?? 0) - (light.data[at] ?? 0))).toBeLessThanOrEqual(1);
  expect(spoilt.data[hot[0] ?? 0]).toBe(65_535);
  expect(mapOfMask(maskOfMap(map))).toEqual(map);
  expect(() => mapOfMask(light)).toThrow('this is no bad-pixel map');
});

test('a light frame is no dark', () => {
  const random = seededRandom(12);
  const bright = image(64, 64, () => (random.uniform() < 0.05 ? 30_000 : 500 + 5 * random.normal()));
  expect(() => findBadPixels(bright)).toThrow('use a dark taken with the cover on');
});
