import { expect, test } from 'vitest';
import {
  decimalsFor,
  gridDecimals,
  leftText,
  numberText,
  parseNumber,
  rateText,
  SIDEREAL,
  secondsText,
} from './quantities.ts';

test('numbers are grouped from five digits on and carry a true minus', () => {
  expect(numberText(1040)).toBe('1040');
  expect(numberText(65535)).toBe('65\u2009535');
  expect(numberText(-1234567.891, 2)).toBe('\u22121\u2009234\u2009567.89');
  expect(numberText(-0.001, 2)).toBe('0.00');
});

test('exposures keep their digits, what is left is rounded up', () => {
  expect(secondsText(0.05)).toBe('0.05 s');
  expect(secondsText(300)).toBe('300 s');
  expect([0, 0.01, 6.2, 59.7, 754, 3900].map(leftText)).toEqual(['0:00', '0:00', '0:07', '1:00', '12:34', '1:05:00']);
});

test('rates read as multiples of the sky or as degrees', () => {
  expect(rateText(SIDEREAL)).toBe('1×');
  expect(rateText(SIDEREAL * 16)).toBe('16×');
  expect(rateText(1)).toBe('1°/s');
  expect(rateText(3.5)).toBe('3.5°/s');
});

test('numbers are read as people type them', () => {
  expect(parseNumber(' 2,5 ')).toBe(2.5);
  expect(parseNumber('65\u2009535')).toBe(65535);
  expect(parseNumber('\u221210')).toBe(-10);
  expect(parseNumber('')).toBeNull();
  expect(parseNumber('2 s')).toBeNull();
});

test('what differs by little has the decimals to say so', () => {
  expect([0, 250, 1, 0.5, 0.0003, 1e-20].map(decimalsFor)).toEqual([0, 0, 0, 1, 4, 9]);
});

test('no two lines of a grid are called the same', () => {
  expect([1, 2.5, 0.25, 0.1 + 0.2, 5e-5, 1000].map(gridDecimals)).toEqual([0, 1, 2, 1, 5, 0]);
});
