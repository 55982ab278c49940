import { type Pixels, seededRandom } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { resample } from './resample.ts';
import { stack } from './stack.ts';

const frame = (...data: number[]): Pixels => ({
  width: data.length,
  height: 1,
  planes: 1,
  data: Float32Array.from(data),
});

test('mean, sum and median are exact', () => {
  const frames = [frame(1, 10), frame(2, 20), frame(6, 60)];
  expect([...stack(frames, { kind: 'mean' }).pixels.data]).toEqual([3, 30]);
  expect([...stack(frames, { kind: 'sum' }).pixels.data]).toEqual([9, 90]);
  expect([...stack(frames, { kind: 'median' }).pixels.data]).toEqual([2, 20]);
});

test.each(['kappaSigma', 'winsorised'] as const)('%s leaves a satellite out and little else', (kind) => {
  const random = seededRandom(3);
  const frames = Array.from({ length: 12 }, (_, n) => {
    const data = Float32Array.from({ length: 2000 }, () => 1000 + 10 * random.normal());
    if (n === 5) for (let i = 0; i < 50; i++) data[i * 40] = 30_000;
    return { width: 2000, height: 1, planes: 1 as const, data };
  });
  const { pixels, rejected } = stack(frames, { kind });
  expect(Math.max(...pixels.data)).toBeLessThan(1020);
  expect(rejected).toBeGreaterThan(50 / 24_000);
  expect(rejected).toBeLessThan(0.02);
});

test('what lies outside a frame is left out', () => {
  const { pixels } = stack([frame(1, Number.NaN, Number.NaN), frame(3, 5, Number.NaN)], { kind: 'mean' });
  expect([...pixels.data]).toEqual([2, 5, Number.NaN]);
});

test('no frames, or frames of different sizes, are refused', () => {
  expect(() => stack([], { kind: 'mean' })).toThrow('nothing to stack');
  expect(() => stack([frame(1, 2), frame(1)], { kind: 'mean' })).toThrow('Frame 2 has another size');
});

test('resampling by whole pixels moves the image, by parts of one keeps a plane a plane', () => {
  const plane: Pixels = {
    width: 20,
    height: 10,
    planes: 1,
    data: Float32Array.from({ length: 200 }, (_, i) => 3 * (i % 20) + 7 * Math.floor(i / 20)),
  };
  const moved = resample(plane, { a: 1, b: 0, tx: 2, ty: 1 });
  expect(moved.data[5 * 20 + 10]).toBe(plane.data[4 * 20 + 8]);
  expect(moved.data[0]).toBeNaN();
  for (const method of ['cubic', 'bilinear'] as const) {
    const angle = 0.2;
    const turned = resample(plane, { a: Math.cos(angle), b: Math.sin(angle), tx: 0.3, ty: -0.4 }, { method });
    const [x, y] = [10, 5];
    const [u, v] = [x - 0.3, y + 0.4];
    const truth = 3 * (Math.cos(angle) * u + Math.sin(angle) * v) + 7 * (-Math.sin(angle) * u + Math.cos(angle) * v);
    expect(turned.data[y * 20 + x]).toBeCloseTo(truth, 3);
  }
});
