import { mean, standardDeviation } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { bits, normalQuantile, normalTables } from './normalDeviates.ts';

test('quantiles of the normal distribution to seven digits', () => {
  // Abramowitz & Stegun, table 26.5.
  expect(normalQuantile(0.5)).toBe(0);
  expect(normalQuantile(0.975)).toBeCloseTo(1.959964, 6);
  expect(normalQuantile(0.001)).toBeCloseTo(-3.0902323, 6);
  expect(normalQuantile(1e-9)).toBeCloseTo(-5.997807, 5);
});

test('the table has mean 0, variance 1 and the tails of the distribution', () => {
  const { body, tail } = normalTables();
  expect(Math.abs(mean(body))).toBeLessThan(1e-6);
  expect(standardDeviation(body)).toBeCloseTo(1, 3);
  expect(tail[0]).toBeLessThan(-6);
  expect(tail[65_535]).toBeCloseTo(normalQuantile(1 / 65_536), 3);
});

test('bits are even, depend on every seed, and repeat', () => {
  const random = bits(1, 2);
  let ones = 0;
  for (let i = 0; i < 10_000; i++) for (let n = random.next() >>> 0; n; n &= n - 1) ones++;
  expect(ones / 320_000).toBeCloseTo(0.5, 2);
  expect(bits(1, 2).next()).toBe(bits(1, 2).next());
  expect(bits(1, 2).next()).not.toBe(bits(1, 3).next());
  expect(bits(1, 2 + 2 ** 40).next()).not.toBe(bits(1, 2).next());
});
