import { nextTransit } from '@uraniborg/astrometry';
import { parseUtc } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { pointing, reachesLimit } from './pointing.ts';

const place = { name: 'Hven', latitude: 55.9, longitude: 12.7, elevation: 40 };
const now = parseUtc('2026-11-20T22:00:00Z');
const rigel = { ra: 78.634, dec: -8.202 };
const open = { lowest: 0, points: [] };

test('before the meridian the mount stands west of the pier, and the time to it is that of the transit', () => {
  const before = pointing(rigel, place, now);
  const transit = nextTransit(rigel, place, now);
  expect(before.pierSide).toBe('west');
  expect(before.hourAngle).toBeLessThan(0);
  expect(Math.abs(before.toMeridian - (transit - now) / 1000)).toBeLessThan(2);
  const after = pointing(rigel, place, transit + 600_000);
  expect(after.pierSide).toBe('east');
  expect(Math.abs(after.toMeridian + 600)).toBeLessThan(2);
  expect(after.airMass).toBeGreaterThan(1);
});

test('the limit is reached when the star sinks below it; trees in the way make it sooner', () => {
  const free = reachesLimit(rigel, place, now, { lowest: 10, points: [] }) ?? now;
  expect(free).toBeGreaterThan(now + 3_600_000);
  expect(pointing(rigel, place, free).altitude).toBeCloseTo(10, 1);
  const trees = { lowest: 10, points: [{ azimuth: 180, altitude: 22 }] };
  expect(reachesLimit(rigel, place, now, trees)).toBeLessThan(free);
});

test('what never sets has no such time, and what is below has none left', () => {
  expect(reachesLimit({ ra: 37.95, dec: 89.26 }, place, now, open)).toBeNull();
  const below = { ra: 258, dec: -30 };
  expect(reachesLimit(below, place, now, open)).toBe(now);
  expect(pointing(below, place, now).airMass).toBe(Number.POSITIVE_INFINITY);
});
