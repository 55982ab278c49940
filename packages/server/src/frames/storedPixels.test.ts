import type { PixelArray } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { storedPixels } from './storedPixels.ts';

const stored = (data: PixelArray) => {
  const { pixels, scale, zero, range } = storedPixels({ width: data.length, height: 1, planes: 1, data });
  return { pixels: Array.from(pixels.data), values: Array.from(pixels.data, (v) => zero + scale * v), scale, range };
};

test('8 and 16 bits are what they were', () => {
  expect(stored(Uint8Array.of(0, 7, 255))).toMatchObject({ pixels: [0, 7, 255], scale: 1, range: 255 });
  expect(stored(Uint16Array.of(0, 7, 65535))).toMatchObject({ pixels: [0, 7, 65535], scale: 1, range: 65535 });
  expect(stored(Int32Array.of(0, 7, 65535))).toMatchObject({ pixels: [0, 7, 65535], scale: 1, range: 65535 });
});

test('what is in shared memory already is not copied', () => {
  const data = new Uint16Array(new SharedArrayBuffer(8));
  expect(storedPixels({ width: 4, height: 1, planes: 1, data }).pixels.data).toBe(data);
});

test('wider values keep their meaning over the range they use', () => {
  const { pixels, values } = stored(Float32Array.of(-2, 0, 0.5, 3));
  expect(pixels[0]).toBe(0);
  expect(pixels[3]).toBe(65535);
  [-2, 0, 0.5, 3].forEach((value, i) => {
    expect(values[i]).toBeCloseTo(value, 4);
  });
  expect(stored(Int16Array.of(-100, 0, 100)).values[1]).toBeCloseTo(0, 2);
  expect(stored(Float64Array.of(-1e308, 1e308)).pixels).toEqual([0, 65535]);
});

test('what is not a number is the least, and one value alone is no division by nothing', () => {
  expect(stored(Float32Array.of(Number.NaN, 1, 2)).pixels).toEqual([0, 0, 65535]);
  expect(stored(Float32Array.of(Number.NaN, Number.NaN)).pixels).toEqual([0, 0]);
  expect(stored(Float32Array.of(5, 5)).values).toEqual([5, 5]);
});
