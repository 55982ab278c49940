import { expect, test } from 'vitest';
import { goodLight, measuredLight } from '../testing/measuredLight.ts';
import type { Measured } from './measureFrame.ts';
import { qualityFlags } from './qualityFlags.ts';

const night = [1, 2, 3, 4, 5].map((index) => measuredLight(index));
const flagsOf = (measured: Partial<Measured>, others = night) =>
  qualityFlags(measuredLight(10), { ...goodLight, ...measured }, others);

test('a frame like the others has nothing remarkable', () => {
  expect(flagsOf({})).toEqual([]);
  expect(flagsOf({ stars: 250, hfd: 3.6, background: 1000, eccentricity: 0.6 })).toEqual([]);
});

test.each([
  ['fewerStars', { stars: 150 }],
  ['largerStars', { hfd: 4.2 }],
  ['brighterSky', { background: 1300 }],
  ['elongated', { eccentricity: 0.8 }],
  ['trailed', { eccentricity: 0.6, alignment: { strength: 0.9, angle: 30 } }],
  ['fainterStars', { transparency: 0.5 }],
  ['saturated', { saturatedPart: 0.02 }],
  ['trail', { trail: { x1: 0, y1: 0, x2: 10, y2: 10 } }],
] as const)('%s', (flag, measured) => {
  expect(flagsOf(measured)).toEqual([flag]);
});

test('without stars nothing is said of their shape', () => {
  expect(flagsOf({ stars: 2, hfd: 9, eccentricity: 0.95 })).toEqual(['noStars', 'fewerStars']);
});

test('a moonlit night is compared with itself: other nights, filters and rejected frames are no measure', () => {
  const moonlit = { background: 2400, stars: 150 };
  const dark = [1, 2, 3, 4].map((index) => measuredLight(index - 2000));
  const others = [1, 2, 3, 4].map((index) => measuredLight(index, {}, { filter: 'L' }));
  const rejected = [1, 2, 3, 4].map((index) => measuredLight(index, {}, { verdict: 'rejected' }));
  expect(flagsOf(moonlit, [...dark, ...others, ...rejected])).toEqual([]);
  expect(
    flagsOf(
      moonlit,
      [1, 2, 3].map((index) => measuredLight(index, moonlit)),
    ),
  ).toEqual([]);
});

const guided = (total: number, lost = 0): Partial<Measured> => {
  const pixels = { ra: 0.6 * total, dec: 0.8 * total, total };
  return { guiding: { arcsec: null, pixels, steps: 100 - lost, lost } };
};

test('guiding is judged by that of the frames around: a windy night is no reason', () => {
  const calm = [1, 2, 3, 4].map((index) => measuredLight(index, guided(0.4)));
  const windy = [1, 2, 3, 4].map((index) => measuredLight(index, guided(1.2, 5)));
  expect(flagsOf(guided(0.7), calm)).toEqual([]);
  expect(flagsOf(guided(0.9), calm)).toEqual(['worseGuiding']);
  expect(flagsOf(guided(1.3), windy)).toEqual([]);
  expect(flagsOf(guided(0.4, 9), calm)).toEqual([]);
  expect(flagsOf(guided(0.4, 12), calm)).toEqual(['worseGuiding']);
  expect(flagsOf(guided(0.4, 14), windy)).toEqual([]);
  // Nothing around it that was guided, or it was not.
  expect(flagsOf(guided(5))).toEqual([]);
  expect(flagsOf({ guiding: null }, calm)).toEqual([]);
});

test('a dark has no stars to be missed', () => {
  const flat = { stars: null, hfd: null, eccentricity: null, background: 5000 };
  expect(flagsOf(flat)).toEqual([]);
  expect(flagsOf({ ...flat, saturatedPart: 0.5 })).toEqual(['saturated']);
});
