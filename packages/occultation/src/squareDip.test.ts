import { seededRandom } from '@uraniborg/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findSquareDip } from './squareDip.ts';

function curve(count: number, begin: number, end: number, depth: number, noise: number, seed = 1): Float64Array {
  const random = seededRandom(seed);
  return Float64Array.from(
    { length: count },
    (_, i) => 100 - (i >= begin && i < end ? depth : 0) + noise * random.normal(),
  );
}

test('a clear dip is found to the reading, with its levels', () => {
  const dip = findSquareDip(curve(600, 210, 260, 60, 10));
  expect([dip?.begin, dip?.end]).toEqual([210, 260]);
  expect(dip?.baseline).toBeCloseTo(100, 0);
  expect(Math.abs((dip?.bottom ?? 0) - 40)).toBeLessThan(4);
  expect(dip?.sigma).toBeCloseTo(10, 0);
  expect(dip?.logLikelihoodRatio).toBeGreaterThan(100);
});

test('it is the likeliest of all: none that is tried by hand leaves smaller residuals', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 4, maxLength: 24 }), (flux) => {
      const residuals = (begin: number, end: number) => {
        const inside = flux.slice(begin, end);
        const outside = [...flux.slice(0, begin), ...flux.slice(end)];
        const [low, high] = [inside, outside].map((part) => part.reduce((a, b) => a + b, 0) / part.length) as [
          number,
          number,
        ];
        const square = (part: number[], level: number) => part.reduce((sum, v) => sum + (v - level) ** 2, 0);
        return low < high ? square(inside, low) + square(outside, high) : Number.POSITIVE_INFINITY;
      };
      const dip = findSquareDip(flux);
      if (!dip) return;
      const found = residuals(dip.begin, dip.end);
      for (let begin = 0; begin < flux.length; begin++)
        for (let end = begin + 1; end <= Math.min(flux.length, begin + flux.length - 2); end++)
          if (end - begin < flux.length) expect(found).toBeLessThanOrEqual(residuals(begin, end) + 1e-6 * (1 + found));
    }),
  );
});

test('a brightening is no dip, and limits of its length are kept', () => {
  const up = curve(100, 40, 50, -60, 0);
  const dip = findSquareDip(up, { longest: 30 });
  expect(dip === undefined || dip.bottom < dip.baseline).toBe(true);
  const long = findSquareDip(curve(300, 100, 160, 50, 5), { longest: 20 });
  expect((long?.end ?? 0) - (long?.begin ?? 0)).toBeLessThanOrEqual(20);
});

test('what is no light curve is refused', () => {
  expect(() => findSquareDip([1, 2, 3])).toThrow('at least 4 readings');
  expect(() => findSquareDip([1, 2, Number.NaN, 3, 4])).toThrow('Reading 2');
});
