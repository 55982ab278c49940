import { InvalidInput, type Pixels } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { binPixels } from './binPixels.ts';

const data = Uint16Array.from([1, 2, 3, 4, 9, 3, 4, 5, 6, 9, 9, 9, 9, 9, 9]);
const pixels: Pixels = { width: 5, height: 3, planes: 1, data };

test('bins of two by two: means keep the type, sums can be larger than it', () => {
  expect(binPixels(pixels, 2)).toEqual({ width: 2, height: 1, planes: 1, data: Uint16Array.of(3, 5) });
  expect(binPixels(pixels, 2, 'sum')).toEqual({ width: 2, height: 1, planes: 1, data: Float32Array.of(10, 18) });
  const bright: Pixels = { width: 2, height: 2, planes: 1, data: new Uint16Array(4).fill(65535) };
  expect(binPixels(bright, 2, 'sum').data[0]).toBe(262140);
});

test('planes stay apart', () => {
  const colour: Pixels = { width: 2, height: 2, planes: 3, data: Float64Array.of(1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3) };
  expect(binPixels(colour, 2)).toEqual({ width: 1, height: 1, planes: 3, data: Float64Array.of(1, 2, 3) });
});

test('what cannot be binned is refused', () => {
  for (const factor of [0, -1, 1.5, 4, Number.NaN]) expect(() => binPixels(pixels, factor)).toThrow(InvalidInput);
});
