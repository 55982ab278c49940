import { seededRandom, systemInstant, VirtualClock } from '@uraniborg/core';
import type { Exposed } from '@uraniborg/devices';
import { expect, test } from 'vitest';
import { frameDefect } from './frameDefect.ts';
import { fakeRig } from './testing/fakeRig.ts';

const frame = (data: Uint16Array, at: number): Exposed => ({
  pixels: { width: 200, height: data.length / 200, planes: 1, data },
  start: systemInstant(at, 'start'),
  seconds: 1,
  bin: { x: 1, y: 1 },
  rectangle: { x: 0, y: 0, width: 200, height: data.length / 200 },
  temperature: undefined,
  gain: undefined,
  offset: undefined,
  bayer: undefined,
});
const noise = (seed: number) => {
  const random = seededRandom(seed);
  return Uint16Array.from({ length: 40_000 }, () => 500 + random.poisson(20));
};

test('noise is an image; a frame without any is not', () => {
  const { camera } = fakeRig(new VirtualClock(0));
  expect(frameDefect(camera, frame(noise(1), 1))).toBeUndefined();
  expect(frameDefect(camera, frame(new Uint16Array(40_000), 2))).toBe('every pixel is 0');
  expect(frameDefect(camera, frame(new Uint16Array(40_000).fill(65_535), 3))).toBe('every pixel is 65535');
});

test('the same pixels twice are no second exposure, of the same camera', () => {
  const { camera } = fakeRig(new VirtualClock(0));
  const other = fakeRig(new VirtualClock(0)).camera;
  expect(frameDefect(camera, frame(noise(1), 1))).toBeUndefined();
  expect(frameDefect(other, frame(noise(1), 1))).toBeUndefined();
  expect(frameDefect(camera, frame(noise(1), 2))).toBe('it is the frame before once more');
  expect(frameDefect(camera, frame(noise(2), 3))).toBeUndefined();
});

test('bits that nobody sent are no image, in one colour or more', () => {
  const { camera } = fakeRig(new VirtualClock(0));
  const random = seededRandom(7);
  const bits = Uint16Array.from({ length: 40_000 }, () => Math.floor(random.uniform() * 65_536));
  expect(frameDefect(camera, frame(bits, 1))).toBe('its pixels have nothing to do with their neighbours');
  const bayer = Uint16Array.from({ length: 40_000 }, (_, i) => (i % 2 === 0 ? 50_000 : 4000) + random.poisson(200));
  expect(frameDefect(camera, frame(bayer, 2))).toBeUndefined();
});

test('a read-out that broke off is no image; a sky that is saturated at its end is', () => {
  const { camera } = fakeRig(new VirtualClock(0));
  const cut = noise(3).fill(0, 30_000);
  expect(frameDefect(camera, frame(cut, 1))).toBe('its last 25 % are empty');
  expect(frameDefect(camera, frame(noise(4).fill(65_535, 30_000), 2))).toBeUndefined();
  expect(frameDefect(camera, frame(noise(5).fill(0, 39_500), 3))).toBeUndefined();
});
