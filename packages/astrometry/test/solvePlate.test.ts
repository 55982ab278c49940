import { InvalidInput, seededRandom, separation } from '@uraniborg/core';
import { describe, expect, test } from 'vitest';
import { type FrameStars, type PlateHints, solvePlate } from '../src/solver/solvePlate.ts';
import { unprojectTan } from '../src/tanProjection.ts';
import { orientationOf, pixelToSky } from '../src/wcs.ts';
import { findStars } from './findStars.ts';
import { catalogue, renderField, type StarField, starField } from './starField.ts';

/** Pixels by which a solution is off, at the worst of the middle and two corners. */
function offBy(field: StarField, wcs: StarField['truth']): number {
  const corners = [
    { x: 0, y: 0 },
    { x: field.width / 2, y: field.height / 2 },
    { x: field.width, y: 0 },
  ];
  const apart = corners.map((pixel) => separation(pixelToSky(field.truth, pixel), pixelToSky(wcs, pixel)) * 3600);
  return Math.max(...apart) / field.scale;
}

const hintsFor = (field: StarField, off: number, seed: number): PlateHints => {
  const random = seededRandom(seed, 7);
  const towards = { xi: off * random.normal(), eta: off * random.normal() };
  return { ...unprojectTan(towards, field), radius: 3, scale: field.scale };
};

test.each([1, 1.5, 2, 5, 10, 20])('fields of %d degrees are all solved, to a pixel in the corners', (degrees) => {
  for (let seed = 0; seed < 15; seed++) {
    const field = starField(seed, degrees);
    const solution = solvePlate(field, catalogue, hintsFor(field, 0.6, seed));
    expect(solution, `seed ${seed}`).toBeDefined();
    if (!solution) continue;
    expect(offBy(field, solution.wcs), `seed ${seed}`).toBeLessThan(1);
    const [ours, true_] = [orientationOf(solution.wcs), orientationOf(field.truth)];
    expect(ours.mirrored).toBe(true_.mirrored);
    expect(ours.scale / true_.scale).toBeCloseTo(1, 3);
    expect(solution.rms).toBeLessThan(1.2 * field.scale);
  }
});

test('from pixels to the solution', () => {
  for (const [seed, degrees] of [
    [101, 1],
    [102, 1.5],
    [103, 3],
  ] as const) {
    const field = starField(seed, degrees, { width: 1280, height: 860 });
    const stars = findStars(renderField(field, seed), field.width, field.height);
    const solution = solvePlate({ ...field, stars }, catalogue, hintsFor(field, 0.5, seed));
    expect(solution && offBy(field, solution.wcs)).toBeLessThan(0.5);
  }
});

test('is found 15 degrees from where it should be, when one asks so far', () => {
  const field = starField(7, 3);
  const elsewhere = unprojectTan({ xi: 14, eta: -5 }, field);
  expect(solvePlate(field, catalogue, { ...elsewhere, radius: 5, scale: field.scale })).toBeUndefined();
  const solution = solvePlate(field, catalogue, { ...elsewhere, radius: 20, scale: field.scale });
  expect(solution && offBy(field, solution.wcs)).toBeLessThan(0.5);
});

describe('what is no match is never taken for one', () => {
  const size = { width: 1936, height: 1216 };
  const scale = (degrees: number) => (degrees * 3600) / size.width;
  const refused = (frame: FrameStars, hints: PlateHints, what: string) =>
    expect(solvePlate(frame, catalogue, hints), what).toBeUndefined();
  const invented = (seed: number, place: (random: ReturnType<typeof seededRandom>, n: number) => [number, number]) => {
    const random = seededRandom(seed, 3);
    const count = 5 + Math.floor(random.uniform() * 195);
    const stars = Array.from({ length: count }, (_, n) => {
      const [x, y] = place(random, n);
      return { x, y, flux: random.uniform() };
    });
    return { ...size, stars };
  };

  test.each([1, 3, 12])('stars by chance, in clusters and in rows, at %d degrees', (degrees) => {
    for (let seed = 0; seed < 5; seed++) {
      const { ra, dec } = starField(seed, degrees);
      const hints = { ra, dec, radius: 3, scale: scale(degrees) };
      refused(
        invented(seed, (random) => [random.uniform() * 1936, random.uniform() * 1216]),
        hints,
        `chance ${seed}`,
      );
      const cluster = (random: ReturnType<typeof seededRandom>): [number, number] => [
        800 + 80 * random.normal(),
        600 + 80 * random.normal(),
      ];
      refused(invented(seed, cluster), hints, `cluster ${seed}`);
      const rows = (random: ReturnType<typeof seededRandom>, n: number): [number, number] => [
        100 + 120 * (n % 14) + random.normal(),
        100 + 70 * Math.floor(n / 14) + random.normal(),
      ];
      refused(invented(seed, rows), hints, `rows ${seed}`);
    }
  });

  test.each([1, 3, 12])('true stars of another place or another scale, at %d degrees', (degrees) => {
    for (let seed = 0; seed < 5; seed++) {
      const field = starField(200 + seed, degrees);
      const { ra, dec } = field;
      refused(field, { ra: (ra + 120) % 360, dec: -dec, radius: 3, scale: field.scale }, `elsewhere ${seed}`);
      refused(field, { ra, dec, radius: 2, scale: field.scale * 2 }, `twice the scale ${seed}`);
      refused(field, { ra, dec, radius: 2, scale: field.scale / 1.5, scaleTolerance: 0.2 }, `smaller scale ${seed}`);
    }
  });

  test('no stars, a handful, or the same one over and over', () => {
    const hints = { ra: 83.8, dec: -5.4, scale: 2 };
    const star = (x: number, y: number) => ({ x, y, flux: 1 });
    refused({ ...size, stars: [] }, hints, 'none');
    refused({ ...size, stars: [star(10, 10), star(300, 200), star(900, 700), star(1500, 100)] }, hints, 'four');
    refused({ ...size, stars: Array.from({ length: 50 }, () => star(500, 500)) }, hints, 'one');
    refused({ ...size, stars: [star(Number.NaN, 1), star(1, Number.POSITIVE_INFINITY)] }, hints, 'nowhere');
  });
});

test('refuses hints that make no sense', () => {
  const field = starField(1, 2);
  expect(() => solvePlate(field, catalogue, { ra: 0, dec: 0, scale: 0 })).toThrow(InvalidInput);
  expect(() => solvePlate(field, catalogue, { ra: 0, dec: 100, scale: 1 })).toThrow(InvalidInput);
  expect(() => solvePlate({ ...field, width: 0 }, catalogue, { ra: 0, dec: 0, scale: 1 })).toThrow(InvalidInput);
});
