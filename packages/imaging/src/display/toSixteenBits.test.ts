import type { PixelArray } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { toSixteenBits } from './toSixteenBits.ts';

const row = (data: PixelArray) => {
  const { pixels, scale, zero } = toSixteenBits({ width: data.length, height: 1, planes: 1, data });
  return { values: [...pixels.data], scale, zero };
};

test('values that fit are rounded, whatever their type', () => {
  expect(row(Float32Array.of(0, 1.4, 1.6, 65535))).toEqual({ values: [0, 1, 2, 65535], scale: 1, zero: 0 });
  expect(row(Int32Array.of(7, 40_000))).toEqual({ values: [7, 40_000], scale: 1, zero: 0 });
});

test('0 to 1 is spread over the range', () => {
  expect(row(Float64Array.of(0, 0.5, 1)).values).toEqual([0, 32768, 65535]);
});

test('what does not fit is spread from its smallest to its largest value, and says how', () => {
  const { values, scale, zero } = row(Int32Array.of(-100, 0, 131_070 - 100));
  expect(values).toEqual([0, 50, 65535]);
  expect([scale, zero]).toEqual([2, -100]);
});

test('what is not finite becomes 0; nothing finite at all is refused', () => {
  expect(row(Float32Array.of(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 9)).values).toEqual([
    0, 0, 0, 9,
  ]);
  expect(() => row(Float32Array.of(Number.NaN))).toThrow('Not one pixel');
});
