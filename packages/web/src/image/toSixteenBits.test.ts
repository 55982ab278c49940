import { expect, test } from 'vitest';
import { toSixteenBits } from './toSixteenBits.ts';

test('8 and 16 bits stay as they are', () => {
  expect(toSixteenBits(Uint16Array.of(0, 1040, 65535).buffer, 'uint16')).toMatchObject({
    pixels: Uint16Array.of(0, 1040, 65535),
    scale: 1,
    zero: 0,
    range: 65535,
  });
  expect(toSixteenBits(Uint8Array.of(0, 255).buffer, 'uint8')).toMatchObject({
    pixels: Uint16Array.of(0, 255),
    range: 255,
  });
});

test('wider data come back from what is stored, to a step of their own range', () => {
  for (const [type, values] of [
    ['int32', Int32Array.of(-5, 70_000, 1_000_000)],
    ['float32', Float32Array.of(-0.25, 0.5, 1)],
  ] as const) {
    const { pixels, scale, zero } = toSixteenBits(values.buffer, type);
    values.forEach((value, i) => {
      expect(Math.abs(zero + scale * (pixels[i] ?? 0) - value)).toBeLessThanOrEqual(scale / 2 + 1e-6);
    });
  }
});

test('infinities, no-numbers and constant images have an answer', () => {
  const { pixels } = toSixteenBits(Float32Array.of(Number.NaN, 0, 2, Infinity, -Infinity).buffer, 'float32');
  expect(Array.from(pixels)).toEqual([0, 0, 65535, 65535, 0]);
  expect(Array.from(toSixteenBits(Float32Array.of(3, 3).buffer, 'float32').pixels)).toEqual([0, 0]);
});
