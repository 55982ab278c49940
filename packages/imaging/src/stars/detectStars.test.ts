import { InvalidInput, median, type Pixels } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { binPixels } from '../display/binPixels.ts';
import { type Field, type Profile, scattered, starField, type TrueStar } from '../testing/starField.ts';
import { detectStars } from './detectStars.ts';
import type { DetectOptions } from './detectSteps.ts';
import type { Star } from './star.ts';

/** Detected stars next to the true ones they are, within 2 px, and how many of the detected are none. */
function compare(field: Field, pixels: Pixels = starField(field), options: DetectOptions = {}) {
  const { stars } = detectStars(pixels, options);
  const pairs = field.stars.flatMap((truth) => {
    const star = stars.find(({ x, y }) => Math.hypot(x - truth.x, y - truth.y) < 2);
    return star ? [{ truth, star }] : [];
  });
  return { stars, pairs, missed: field.stars.length - pairs.length, invented: stars.length - pairs.length };
}

const field = (change: Partial<Field> & { flux?: [number, number]; spacing?: number } = {}): Field => {
  const { flux = [3000, 300_000], spacing = 40, ...rest } = change;
  const size = { width: 480, height: 320 };
  return { ...size, stars: scattered({ ...size, spacing, flux }), hfd: 3, ...rest };
};

test('every star that stands out is found, and nothing else is', () => {
  // 8 sigmas of the matched filter: noise 20.6 in each of 4 pi sigma² = 20.4 px, so 745 electrons.
  const { missed, invented, pairs } = compare(field({ flux: [745, 745_000] }));
  expect([pairs.length, missed, invented]).toEqual([96, 0, 0]);
});

test('an empty sky has no stars, whatever its level and slope', () => {
  const pixels = starField(field({ stars: [] }));
  expect(detectStars(pixels).stars).toEqual([]);
  const slope = Uint16Array.from(
    pixels.data,
    (value, i) => value + (i % pixels.width) * 3 + Math.floor(i / pixels.width),
  );
  expect(detectStars({ ...pixels, data: slope }).stars).toEqual([]);
  expect(detectStars({ ...pixels, data: new Uint16Array(pixels.data.length).fill(500) }).stars).toEqual([]);
});

test('centres are as good as the light allows', () => {
  const { pairs } = compare(field({ flux: [3000, 100_000] }));
  // For a Gaussian in background noise the bound is sigma_x = 2 sqrt(2 pi) sigma² noise / flux ... plus photon noise
  // sigma / sqrt(flux); together within a few percent of the exact Cramer-Rao bound.
  const sigma = 3 / 2.3548;
  const ratios = pairs.flatMap(({ truth, star }) => {
    const background = (Math.sqrt(8 * Math.PI) * sigma * sigma * Math.sqrt(425)) / truth.flux;
    const bound = Math.hypot(background, sigma / Math.sqrt(truth.flux));
    return [(star.x - truth.x) / bound, (star.y - truth.y) / bound];
  });
  const rms = Math.sqrt(ratios.reduce((sum, each) => sum + each * each, 0) / ratios.length);
  expect(rms).toBeLessThan(1.15);
  expect(rms).toBeGreaterThan(0.8);
});

test.each<[Profile, number]>([
  ['gaussian', 1.5],
  ['gaussian', 2],
  ['gaussian', 3],
  ['gaussian', 6],
  ['gaussian', 10],
  ['gaussian', 15],
  ['moffat', 2],
  ['moffat', 4],
  ['moffat', 8],
  ['disk', 8],
  ['disk', 15],
  ['ring', 10],
  ['ring', 15],
])('the half-flux diameter of a %s of %s px is within 2 percent', (profile, hfd) => {
  const flux = 40_000 * Math.max(1, hfd / 3) ** 1.5;
  const { pairs, missed, invented } = compare(field({ profile, hfd, spacing: 80, flux: [flux, 2 * flux], seed: 3 }));
  expect([missed, invented]).toEqual([0, 0]);
  expect(Math.abs(median(pairs.map(({ star }) => star.hfd)) / hfd - 1)).toBeLessThan(0.02);
});

test('flux, FWHM, signal to noise and roundness are what was put in', () => {
  const { pairs } = compare(field({ flux: [20_000, 100_000] }));
  const of = (value: (star: Star, truth: TrueStar) => number) =>
    median(pairs.map(({ star, truth }) => value(star, truth)));
  expect(of((star, truth) => star.flux / truth.flux)).toBeCloseTo(1, 2);
  expect(of((star) => star.fwhm)).toBeCloseTo(3, 1);
  expect(of((star) => star.eccentricity)).toBeLessThan(0.25);
  const noise = (flux: number) => Math.sqrt(flux + 4 * Math.PI * (3 / 2.3548) ** 2 * 425);
  expect(of((star, truth) => star.snr / (truth.flux / noise(truth.flux)))).toBeCloseTo(1, 1);
});

test('a trailed star is not round', () => {
  const round = field({ spacing: 80, flux: [50_000, 100_000] });
  const trail = [-2, -1, 0, 1, 2].flatMap((step) =>
    round.stars.map(({ x, y, flux }) => ({ x: x + step, y: y + step / 2, flux: flux / 5 })),
  );
  const { stars } = detectStars(starField({ ...round, stars: trail }));
  expect(stars).toHaveLength(round.stars.length);
  expect(median(stars.map(({ eccentricity }) => eccentricity))).toBeGreaterThan(0.7);
});

test('a close pair is two stars, a ring with noise on it one', () => {
  const pair = [
    { x: 100, y: 100, flux: 50_000 },
    { x: 106, y: 100, flux: 30_000 },
  ];
  expect(compare({ width: 200, height: 200, stars: pair, hfd: 2.5 })).toMatchObject({ missed: 0, invented: 0 });
  const ring = [{ x: 100, y: 100, flux: 60_000 }];
  expect(compare({ width: 200, height: 200, stars: ring, hfd: 15, profile: 'ring' })).toMatchObject({
    missed: 0,
    invented: 0,
  });
});

test('hot pixels are no stars; saturated stars say so', () => {
  const bright = field({ spacing: 80, flux: [2e6, 3e6] });
  const pixels = starField(bright);
  for (let i = 5000; i < pixels.data.length; i += 4999) pixels.data[i] = 40_000;
  const { missed, invented, pairs } = compare(bright, pixels);
  expect([missed, invented]).toEqual([0, 0]);
  expect(pairs.every(({ star }) => star.saturated && star.peak === 65535)).toBe(true);
  const { pairs: faint } = compare(field());
  expect(faint.some(({ star }) => star.saturated)).toBe(false);
});

test('stars at the edge of the frame are measured with what there is of them', () => {
  const stars = [
    { x: 2, y: 50, flux: 30_000 },
    { x: 97, y: 3, flux: 30_000 },
    { x: 50, y: 97.5, flux: 30_000 },
  ];
  const { pairs, invented } = compare({ width: 100, height: 100, stars, hfd: 3 });
  expect(invented).toBe(0);
  expect(pairs).toHaveLength(3);
  for (const { star, truth } of pairs) {
    expect(Math.hypot(star.x - truth.x, star.y - truth.y)).toBeLessThan(0.1);
    expect(Math.abs(star.hfd / 3 - 1)).toBeLessThan(0.05);
  }
});

test('every kind of pixels gives the same stars; colour is averaged', () => {
  const sky = field({ spacing: 80 });
  const pixels = starField(sky);
  const { stars } = detectStars(pixels);
  for (const kind of [Int32Array, Uint32Array, Float32Array, Float64Array]) {
    const others = detectStars({ ...pixels, data: kind.from(pixels.data) }).stars;
    expect(others.map(({ x }) => x.toFixed(3))).toEqual(stars.map(({ x }) => x.toFixed(3)));
  }
  const triple = new Uint16Array(pixels.data.length * 3);
  for (let plane = 0; plane < 3; plane++) triple.set(pixels.data, plane * pixels.data.length);
  expect(detectStars({ ...pixels, planes: 3, data: triple }).stars).toHaveLength(stars.length);
  const binned = detectStars(binPixels(pixels, 2)).stars;
  expect(Math.abs(median(binned.map(({ hfd }) => hfd)) / 1.5 - 1)).toBeLessThan(0.2);
});

test('the limit keeps the most significant', () => {
  const all = detectStars(starField(field())).stars;
  const few = detectStars(starField(field()), { limit: 10 }).stars;
  expect(few).toHaveLength(10);
  expect(few.at(-1)?.flux).toBeGreaterThan(all[20]?.flux ?? 0);
});

test('pictures too small for stars, and none at all', () => {
  for (const [width, height] of [
    [1, 1],
    [3, 3],
    [1, 500],
    [7, 6],
  ] as const)
    expect(detectStars({ width, height, planes: 1, data: new Uint16Array(width * height) }).stars).toEqual([]);
  expect(() => detectStars({ width: 0, height: 0, planes: 1, data: new Uint16Array() })).toThrow(InvalidInput);
  const nothing = new Float32Array(100 * 100).fill(Number.NaN);
  expect(detectStars({ width: 100, height: 100, planes: 1, data: nothing }).stars).toEqual([]);
});
