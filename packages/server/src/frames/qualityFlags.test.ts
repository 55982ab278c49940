import type { FrameSummary } from '@uraniborg/api';
import { expect, test } from 'vitest';
import type { Measured } from './measureFrame.ts';
import { qualityFlags } from './qualityFlags.ts';

const good: Measured = {
  stars: 400,
  saturatedStars: 3,
  hfd: 3,
  fwhm: 2.8,
  fwhmArcsec: 3.5,
  eccentricity: 0.4,
  background: 800,
  noise: 12,
  altitude: 50,
  airmass: 1.3,
  saturatedPart: 0,
  tilt: null,
  alignment: null,
  transparency: 1,
  trail: null,
  ambientTemperature: null,
  focuserTemperature: 8,
};
const frame = (index: number, measured: Partial<Measured> = {}, own: Partial<FrameSummary> = {}): FrameSummary => ({
  id: `f${index}`,
  fileName: `f${index}.fits`,
  saveError: null,
  startedAt: 1e12 + index * 60_000,
  frameType: 'light',
  seconds: 60,
  object: 'M42',
  filter: 'Ha',
  bin: 1,
  gain: 100,
  temperature: -10,
  width: 4000,
  height: 3000,
  planes: 1,
  ra: null,
  dec: null,
  statistics: { min: 0, max: 65535, median: 800, mad: 8, mean: 810 },
  quality: { ...good, ...measured, flags: [] },
  verdict: null,
  ...own,
});
const night = [1, 2, 3, 4, 5].map((index) => frame(index));
const flagsOf = (measured: Partial<Measured>, others = night) =>
  qualityFlags(frame(10), { ...good, ...measured }, others);

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
  const dark = [1, 2, 3, 4].map((index) => frame(index - 2000));
  const others = [1, 2, 3, 4].map((index) => frame(index, {}, { filter: 'L' }));
  const rejected = [1, 2, 3, 4].map((index) => frame(index, {}, { verdict: 'rejected' }));
  expect(flagsOf(moonlit, [...dark, ...others, ...rejected])).toEqual([]);
  expect(
    flagsOf(
      moonlit,
      [1, 2, 3].map((index) => frame(index, moonlit)),
    ),
  ).toEqual([]);
});

test('a dark has no stars to be missed', () => {
  const flat = { stars: null, hfd: null, eccentricity: null, background: 5000 };
  expect(flagsOf(flat)).toEqual([]);
  expect(flagsOf({ ...flat, saturatedPart: 0.5 })).toEqual(['saturated']);
});
