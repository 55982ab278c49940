import type { Pixels } from '@uraniborg/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dropPadding, flipRows } from './readOut.ts';

test('the last row comes first, in every plane, whatever the height', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom(1, 3),
      (w, h, planes) => {
        const data = Uint16Array.from({ length: w * h * planes }, (_, i) => i);
        flipRows({ width: w, height: h, planes, data });
        data.forEach((value, i) => {
          const [plane, row, column] = [Math.floor(i / (w * h)), Math.floor(i / w) % h, i % w];
          expect(value).toBe(plane * w * h + (h - 1 - row) * w + column);
        });
      },
    ),
  );
});

const row = (...values: number[]): Pixels => ({
  width: values.length,
  height: 1,
  planes: 1,
  data: Uint16Array.from(values),
});

test('12 bits that were multiplied by 16 are 12 bits again', () => {
  const pixels = row(16, 4095 * 16, 0);
  expect(dropPadding(pixels, 12)).toBe(4);
  expect([...pixels.data]).toEqual([1, 4095, 0]);
});

test('one value with a digit of its own below, or pixels of another kind, stay as they are', () => {
  const pixels = row(16, 4095 * 16, 33);
  expect(dropPadding(pixels, 12)).toBe(0);
  expect([...pixels.data]).toEqual([16, 65_520, 33]);
  expect(dropPadding({ ...pixels, data: Float32Array.of(16, 32, 48) }, 12)).toBe(0);
});
