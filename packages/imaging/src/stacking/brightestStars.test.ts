import type { Pixels } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { backgroundMesh } from '../stars/backgroundMesh.ts';
import { detectStars } from '../stars/detectStars.ts';
import { type Field, scattered, starField } from '../testing/starField.ts';
import { brightestStars } from './brightestStars.ts';
import type { Point } from './similarity.ts';

const [width, height] = [640, 480];
const stars = scattered({ width, height, spacing: 40, flux: [4000, 400_000] });
const field = (options: Partial<Field> = {}): Pixels<Uint16Array> =>
  starField({ width, height, stars, hfd: 3, ...options });

/** Of the true stars, the distance of each that was found. */
function errors(places: readonly { x: number; y: number }[]): number[] {
  return places.map(({ x, y }) => Math.min(...stars.map((star) => Math.hypot(star.x - x, star.y - y))));
}
const rms = (values: readonly number[]) => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);

test('the brightest stars are found, brightest first, where the fit of a Gaussian has them', () => {
  for (const hfd of [2, 3, 4.5]) {
    const pixels = field({ hfd, profile: 'moffat' });
    const found = brightestStars(pixels, backgroundMesh(pixels), 80) ?? [];
    expect(found).toHaveLength(80);
    const fitted = detectStars(pixels, { limit: 80 }).stars;
    expect(Math.max(...errors(found))).toBeLessThan(0.25);
    expect(rms(errors(found)), `HFD ${hfd}`).toBeLessThan(1.3 * rms(errors(fitted)));
    const flux = ({ x, y }: Point) => stars.find((star) => Math.hypot(star.x - x, star.y - y) < 1)?.flux ?? 0;
    const fluxes = found.map(flux);
    const usual = [...fluxes].sort((a, b) => b - a);
    // Of what stands at the end of the range nobody knows which is brighter.
    for (const [i, value] of fluxes.entries()) expect(value).toBeGreaterThan(0.5 * Math.min(2e5, usual[i] ?? 0));
  }
});

test('hot pixels are no stars, however bright, and of a close pair one is taken', () => {
  const pixels = field();
  for (let i = 0; i < 200; i++) pixels.data[(i * 1543 + 777) % pixels.data.length] = 60_000;
  const found = brightestStars(pixels, backgroundMesh(pixels), 80) ?? [];
  expect(found.length).toBe(80);
  expect(errors(found).filter((error) => error > 1)).toEqual([]);
  const close = stars.flatMap((star) => [star, { ...star, x: star.x + 7, flux: 0.8 * star.flux }]);
  const pairs = field({ stars: close });
  const ofPairs = brightestStars(pairs, backgroundMesh(pairs), 80) ?? [];
  for (const [i, one] of ofPairs.entries())
    for (const other of ofPairs.slice(i + 1)) expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(9);
});

test('where few are bright, or all are rings out of focus, there is no answer rather than a poor one', () => {
  const few = field({ stars: stars.slice(0, 20) });
  expect(brightestStars(few, backgroundMesh(few), 80)).toBeUndefined();
  const rings = field({ hfd: 22, profile: 'ring' });
  expect(brightestStars(rings, backgroundMesh(rings), 80)).toBeUndefined();
  const dark = field({ stars: [] });
  expect(brightestStars(dark, backgroundMesh(dark), 10)).toBeUndefined();
  const tiny = { width: 3, height: 2, planes: 1, data: new Uint16Array(6) } as const;
  expect(brightestStars(tiny, backgroundMesh(tiny), 10)).toBeUndefined();
});
