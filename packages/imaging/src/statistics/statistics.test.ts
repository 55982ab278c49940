import { InvalidInput, mean, median, type PixelArray, type Pixels, standardDeviation } from '@uraniborg/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { histogramOf } from './histogram.ts';
import { statisticsOf } from './statistics.ts';

const row = <A extends PixelArray>(data: A): Pixels<A> => ({ width: data.length, height: 1, planes: 1, data });
const finite = fc.float({ noNaN: true, noDefaultInfinity: true, min: Math.fround(-1e6), max: Math.fround(1e6) });

const kinds: [string, fc.Arbitrary<PixelArray>][] = [
  ['uint8', fc.uint8Array({ minLength: 1, maxLength: 60 })],
  ['int16', fc.int16Array({ minLength: 1, maxLength: 60 })],
  ['uint16', fc.uint16Array({ minLength: 1, maxLength: 60 })],
  ['uint16, few values', fc.uint16Array({ minLength: 1, maxLength: 60, min: 100, max: 104 })],
  ['int32', fc.int32Array({ minLength: 1, maxLength: 60, min: -(2 ** 23), max: 2 ** 23 })],
  ['uint32', fc.uint32Array({ minLength: 1, maxLength: 60, max: 2 ** 24 })],
  ['float32', fc.array(finite, { minLength: 1, maxLength: 60 }).map((values) => Float32Array.from(values))],
  ['float64', fc.array(finite, { minLength: 1, maxLength: 60 }).map((values) => Float64Array.from(values))],
];

test.each(kinds)('of %s they are what sorting and summing give', (_, arbitrary) => {
  fc.assert(
    fc.property(arbitrary, (data) => {
      const found = statisticsOf(row(data));
      const values = Array.from(data);
      const centre = median(values);
      const scale = Math.max(...values.map(Math.abs), 1);
      expect(found.count).toBe(values.length);
      expect(found.min).toBe(Math.min(...values));
      expect(found.max).toBe(Math.max(...values));
      expect(found.median).toBe(centre);
      expect(Math.abs(found.mad - median(values.map((value) => Math.abs(value - centre))))).toBeLessThan(scale * 1e-7);
      expect(Math.abs(found.mean - mean(values))).toBeLessThan(scale * 1e-9);
      if (values.length > 1)
        expect(Math.abs(found.standardDeviation - standardDeviation(values))).toBeLessThan(scale * 1e-6);
    }),
  );
});

test('the mode is the most frequent value', () => {
  expect(statisticsOf(row(Uint16Array.of(7, 900, 900, 3, 7, 900))).mode).toBe(900);
  expect(statisticsOf(row(Int16Array.of(-5, -5, 3))).mode).toBe(-5);
  expect(statisticsOf(row(Int32Array.of(-5, -5, 3))).mode).toBe(-5);
  expect(statisticsOf(row(Float32Array.of(0, 0.5, 0.5, 0.5, 1))).mode).toBeCloseTo(0.5, 4);
});

test('what is not finite is left out; a frame of nothing else has no statistics', () => {
  const found = statisticsOf(
    row(Float32Array.of(Number.NaN, 1, Number.POSITIVE_INFINITY, 3, Number.NEGATIVE_INFINITY)),
  );
  expect(found).toMatchObject({ count: 2, min: 1, max: 3, mean: 2, median: 2, mad: 1 });
  expect(statisticsOf(row(Float64Array.of(Number.NaN)))).toMatchObject({
    count: 0,
    median: Number.NaN,
    mean: Number.NaN,
  });
});

test('of an area, of a plane', () => {
  const data = Uint16Array.from({ length: 3 * 4 * 5 }, (_, i) => i);
  const pixels: Pixels = { width: 5, height: 4, planes: 3, data };
  const area = { x: 1, y: 2, width: 2, height: 2 };
  expect(statisticsOf(pixels, { plane: 1, area })).toMatchObject({ count: 4, min: 31, max: 37, median: 34, mean: 34 });
  expect(statisticsOf(pixels, { area }).count).toBe(12);
  expect(statisticsOf(pixels, { plane: 2 })).toMatchObject({ count: 20, min: 40, max: 59 });
  expect(() => statisticsOf(pixels, { area: { x: 4, y: 0, width: 2, height: 1 } })).toThrow(InvalidInput);
  expect(() => statisticsOf(pixels, { plane: 3 })).toThrow(InvalidInput);
});

test('a histogram counts every pixel once, and tells what its bins mean', () => {
  expect(histogramOf(row(Uint8Array.of(0, 255, 255))).bins).toHaveLength(256);
  const signed = histogramOf(row(Int16Array.of(-32768, -1, -1, 32767)));
  expect([signed.bins[0], signed.bins[32767], signed.bins[65535]]).toEqual([1, 2, 1]);
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true }), { minLength: 1 }), (values) => {
      const { bins, low, binWidth, count } = histogramOf(row(Float64Array.from(values)));
      const finite = values.filter(Number.isFinite);
      expect(count).toBe(finite.length);
      expect(bins.reduce((sum, each) => sum + each, 0)).toBe(finite.length);
      for (const value of finite) expect(Number.isFinite(low) && binWidth > 0 && value >= low).toBe(true);
    }),
  );
});
