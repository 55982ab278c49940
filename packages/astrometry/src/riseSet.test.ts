import { InvalidInput, parseUtc, utcText } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { moonAt } from './moon.ts';
import { nightAt } from './night.ts';
import { altitudeAt, altitudeCrossings, riseTransitSet, SUN_HORIZON } from './riseSet.ts';
import { sunAt } from './sun.ts';

const hven = { latitude: 55.9075, longitude: 12.6964, elevation: 40 };
const greenwich = { latitude: 51.4779, longitude: 0, elevation: 46 };
const north = { latitude: 69.65, longitude: 18.96, elevation: 10 };
const vega = { ra: 279.234735, dec: 38.783689 };
const sirius = { ra: 101.287155, dec: -16.716116 };
const minute = (ms: number | undefined) => (ms === undefined ? undefined : utcText(Math.round(ms / 60000) * 60000, 0));

test('a star stands on the horizon when it rises and sets, and highest at its transit', () => {
  const from = parseUtc('2026-11-20T12:00:00');
  const passage = riseTransitSet(sirius, hven, from);
  expect(altitudeAt(sirius, hven, passage.rise ?? 0)).toBeCloseTo(-34 / 60, 2);
  expect(altitudeAt(sirius, hven, passage.set ?? 0)).toBeCloseTo(-34 / 60, 2);
  expect(passage.transitAltitude).toBeCloseTo(90 - 55.9075 - 16.75, 1);
  for (const minutes of [-20, 20])
    expect(altitudeAt(sirius, hven, passage.transit + minutes * 60000)).toBeLessThan(passage.transitAltitude);
});

test('a circumpolar star neither rises nor sets', () => {
  const passage = riseTransitSet(vega, hven, parseUtc('2026-11-20T12:00:00'));
  expect([passage.rise, passage.set]).toEqual([undefined, undefined]);
  expect(passage.transitAltitude).toBeGreaterThan(70);
});

test("sunrise and sunset at Greenwich are the almanac's, to a minute", () => {
  // HM Nautical Almanac Office, 21 June 2024: 03:43 and 20:21 UT.
  const sun = riseTransitSet(sunAt, greenwich, parseUtc('2024-06-21T00:00:00'), { horizon: SUN_HORIZON });
  expect(minute(sun.rise)).toBe('2024-06-21T03:43:00Z');
  expect(minute(sun.set)).toBe('2024-06-21T20:21:00Z');
});

test('the night is the one we are in, or by day the next', () => {
  const evening = nightAt(hven, parseUtc('2026-11-20T22:00:00'));
  const order = [
    evening.sunset,
    evening.civilDusk,
    evening.nauticalDusk,
    evening.astronomicalDusk,
    evening.midnight,
    evening.astronomicalDawn,
    evening.nauticalDawn,
    evening.civilDawn,
    evening.sunrise,
  ].map((ms) => ms ?? Number.NaN);
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(order).not.toContain(Number.NaN);
  const [first = 0, last = 0] = [order[0], order.at(-1)];
  expect(nightAt(hven, first - 3600_000)).toEqual(evening);
  const late = nightAt(hven, last - 60_000);
  expect(Math.abs((late.sunset ?? 0) - first)).toBeLessThan(2000);
  expect((nightAt(hven, last + 60_000).sunset ?? 0) - first).toBeGreaterThan(80_000_000);
});

test('a polar summer has no sunset, a Danish one no astronomical night', () => {
  const polar = nightAt(north, parseUtc('2026-06-21T12:00:00'));
  expect([polar.sunset, polar.sunrise, polar.civilDusk]).toEqual([undefined, undefined, undefined]);
  const danish = nightAt(hven, parseUtc('2026-06-21T12:00:00'));
  expect(danish.sunset).toBeDefined();
  expect(danish.astronomicalDusk).toBeUndefined();
});

test('full and new Moons fall on their days', () => {
  // Full Moon 2026-11-24 14:53 UT, new Moon 2026-12-09 00:52 UT.
  expect(moonAt(parseUtc('2026-11-24T14:53:00')).illuminated).toBeGreaterThan(0.998);
  expect(moonAt(parseUtc('2026-12-09T00:52:00')).illuminated).toBeLessThan(0.002);
  expect(moonAt(parseUtc('2026-11-17T12:00:00')).waxing).toBe(true);
  expect(moonAt(parseUtc('2026-11-30T12:00:00')).waxing).toBe(false);
});

test('does not look for ever', () => {
  expect(() => altitudeCrossings(vega, hven, 0, 1e12, 10)).toThrow(InvalidInput);
});
