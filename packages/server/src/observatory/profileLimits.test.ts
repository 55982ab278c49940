import { profileOptions } from '@uraniborg/api';
import { lowestAt } from '@uraniborg/astrometry';
import { parseUtc } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { profileLimits } from './profileLimits.ts';

const trees = {
  lowest: 10,
  sunDistance: 25,
  points: [
    { azimuth: 90, altitude: 40 },
    { azimuth: 350, altitude: 20 },
    { azimuth: 180, altitude: 5 },
  ],
};

test('between the points of the horizon it is a straight line, across north too, and never below the lowest', () => {
  expect(lowestAt(trees, 90)).toBe(40);
  expect(lowestAt(trees, 135)).toBe(22.5);
  expect(lowestAt(trees, 180)).toBe(10);
  expect(lowestAt(trees, 350)).toBe(20);
  expect(lowestAt(trees, 40)).toBe(30);
  expect(lowestAt(trees, 400)).toBe(30);
  expect(lowestAt(trees, 0)).toBe(22);
  expect(lowestAt({ ...trees, points: [] }, 33)).toBe(10);
  expect(lowestAt({ ...trees, points: [{ azimuth: 7, altitude: 15 }] }, 300)).toBe(15);
});

test('a change of the options counts at the next step', () => {
  let options = profileOptions.parse({});
  const site = { latitude: 0, longitude: 0, elevation: 0 };
  const limits = profileLimits(
    () => site,
    () => options,
  );
  const at = parseUtc('2026-11-20T22:00:00Z');
  const world = { at, pointing: undefined, framesKept: 0 };
  // Sidereal time at Greenwich is about 2 h then: this stands some 60 degrees high.
  const step = { do: 'slew', target: { ra: 60, dec: 0 } } as const;
  const complaint = () => limits.map((limit) => limit(step, world)).find((one) => one !== undefined);
  expect(complaint()).toBeUndefined();
  options = profileOptions.parse({ horizon: { lowest: 80 } });
  expect(complaint()).toMatch(/below the horizon there/);
});
