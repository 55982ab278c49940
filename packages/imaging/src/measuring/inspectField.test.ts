import { seededRandom } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { detectStars } from '../stars/detectStars.ts';
import type { Star } from '../stars/star.ts';
import { type Optics, tiltedField, trueHfd } from '../testing/tiltedField.ts';
import { inspectField } from './inspectField.ts';

const frame = { width: 1500, height: 1000 };
const inspect = (optics: Optics, seed = 1) => inspectField(detectStars(tiltedField(optics, { seed })).stars, frame);

/** What detection finds of such optics, without the pixels: for many fields. */
function listed(optics: Optics, seed: number, count = 300): Star[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => {
    const [x, y] = [random.uniform() * frame.width, random.uniform() * frame.height];
    const snr = 12 * 12 ** random.uniform();
    const hfd = trueHfd(optics, frame.width, frame.height, x, y) * (1 + random.normal() / snr);
    return { x, y, hfd, fwhm: hfd, snr, flux: snr ** 2, eccentricity: 0.2, saturated: false, peak: 1000 };
  });
}

test.each([
  [0, 'right'],
  [50, 'bottom right'],
  [180, 'left'],
  [300, 'top'],
])('a tilt towards %d degrees is found there, and how much', (angle, side) => {
  const optics = { best: 3, defocus: 3, tilt: 1.5, angle };
  const { tilt, surface, hfd } = inspect(optics);
  const size = (sign: number) => {
    const [c, s] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
    // Along the angle as far as the corners reach.
    const reach = sign * (Math.abs(c) * 750 + Math.abs(s) * 500);
    return trueHfd(optics, 1500, 1000, 749.5 + c * reach, 499.5 + s * reach);
  };
  expect(surface?.tilt.certain).toBe(true);
  const off = Math.abs((surface?.tilt.angle ?? 0) - angle);
  expect(Math.min(off, 360 - off)).toBeLessThan(6);
  const truth = (100 * (size(1) - size(-1))) / trueHfd(optics, 1500, 1000, 749.5, 499.5);
  expect((surface?.tilt.percent ?? 0) / truth).toBeGreaterThan(0.85);
  expect((surface?.tilt.percent ?? 0) / truth).toBeLessThan(1.15);
  expect(tilt?.certain).toBe(true);
  expect(tilt?.percent).toBeGreaterThan(10);
  const words = side.split(' ');
  expect(words.some((word) => tilt?.worst.includes(word))).toBe(true);
  expect(hfd).toBeGreaterThan(3.9);
});

test('a tilt of ten percent is told from none', () => {
  const { surface, tilt } = inspect({ best: 3, defocus: 2, tilt: 0.35, angle: 30 });
  expect(surface?.tilt.certain).toBe(true);
  expect(surface?.tilt.percent).toBeGreaterThan(7);
  expect(surface?.tilt.percent).toBeLessThan(17);
  expect(tilt?.percent).toBeGreaterThan(5);
});

test('without a tilt none is told: at most a few in a thousand fields, and the errors are true', () => {
  let told = { surface: 0, corners: 0, saddle: 0, offAxis: 0, curvature: 0 };
  let [sum, error] = [0, 0];
  const fields = 400;
  for (let seed = 0; seed < fields; seed++) {
    const { surface, tilt, offAxis } = inspectField(listed({ best: 3, defocus: 1 }, seed + 1), frame);
    told = {
      surface: told.surface + Number(surface?.tilt.certain),
      saddle: told.saddle + Number(surface?.saddle.certain),
      corners: told.corners + Number(tilt?.certain),
      offAxis: told.offAxis + Number(offAxis?.certain),
      curvature: told.curvature + Number(surface?.curvature.certain),
    };
    sum += (surface?.curvature.percent ?? 0) ** 2 / fields;
    error += (surface?.curvature.error ?? 0) ** 2 / fields;
  }
  for (const count of Object.values(told)) expect(count).toBeLessThanOrEqual(4);
  expect(Math.sqrt(sum / error)).toBeGreaterThan(0.85);
  expect(Math.sqrt(sum / error)).toBeLessThan(1.15);
});

test('a bowl is an off-axis aberration and no tilt', () => {
  const { surface, tilt, offAxis, regions } = inspect({ best: 3, curvature: 3 });
  expect(surface?.tilt.certain).toBe(false);
  expect(surface?.curvature.certain).toBe(true);
  expect(surface?.curvature.percent).toBeGreaterThan(20);
  expect(offAxis).toMatchObject({ certain: true });
  expect(offAxis?.hfd).toBeGreaterThan(0.4);
  expect(tilt?.certain).toBe(false);
  expect(regions[0]).toMatchObject({ name: 'centre', x: 749.5, y: 499.5 });
  expect(regions).toHaveLength(9);
});

test('a tilt through best focus is a valley across its angle', () => {
  const { surface } = inspect({ best: 3, tilt: 4, angle: 25 });
  expect(surface?.saddle.certain).toBe(true);
  const off = Math.abs((surface?.saddle.angle ?? 0) - 25);
  expect(Math.min(off, 180 - off)).toBeLessThan(8);
});

test('three sectors, turned to the screws of a corrector', () => {
  const stars = listed({ best: 3, defocus: 3, tilt: 2, angle: 100 }, 3);
  const { regions, tilt } = inspectField(stars, frame, { method: 'triangle', angle: 100 });
  expect(regions.map(({ name }) => name)).toEqual(['centre', 'sector 1', 'sector 2', 'sector 3']);
  expect(tilt).toMatchObject({ worst: 'sector 1', certain: true });
  expect(regions.reduce((sum, region) => sum + region.stars, 0)).toBe(300);
});

test('the grid has the medians of its cells', () => {
  const { grid } = inspectField(listed({ best: 3, defocus: 3, tilt: 2, angle: 0 }, 5, 2000), frame);
  expect(grid.hfd).toHaveLength(grid.columns * grid.rows);
  expect(grid.stars.reduce((sum, count) => sum + count, 0)).toBe(2000);
  const row = grid.hfd.slice(0, grid.columns);
  expect(row.at(-1) ?? 0).toBeGreaterThan(1.2 * (row[0] ?? 9));
});

test('of too few stars nothing is said', () => {
  const few = inspectField(listed({ best: 3 }, 1, 5), frame);
  expect(few).toMatchObject({ stars: 5, tilt: undefined, surface: undefined });
  const none = inspectField([], frame);
  expect(none).toMatchObject({ stars: 0, hfd: undefined, tilt: undefined, offAxis: undefined });
});
