import { altitudeAt, siderealTime, sunAt } from '@uraniborg/astrometry';
import { parseUtc, signedDegrees } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { firstTarget } from './firstTarget.ts';
import { nightSite } from './nightSite.ts';

const HOUR = 3_600_000;
/** Nearly every day of a year, two hours earlier each: all hours of the day in all seasons. */
const moments = Array.from({ length: 400 }, (_, i) => parseUtc('2026-01-01T00:00:00Z') + i * 21.9 * HOUR);

test('it is dark whenever the program is started, and for three hours more', () => {
  for (const now of moments) {
    const site = nightSite(now);
    expect(Math.abs(site.longitude)).toBeLessThanOrEqual(180);
    for (const hours of [0, 3]) {
      expect(altitudeAt(sunAt, site, now + hours * HOUR)).toBeLessThan(-18);
    }
  }
});

test('the first field stands high and is still rising or near the meridian', () => {
  const names = new Set<string>();
  for (const now of moments) {
    const site = nightSite(now);
    const field = firstTarget(now, site);
    names.add(field.name);
    expect(altitudeAt(field, site, now), `${field.name} at ${now}`).toBeGreaterThan(35);
    expect(signedDegrees(siderealTime(now, site.longitude) - field.ra)).toBeLessThan(10);
  }
  expect(names.size).toBeGreaterThan(10);
});
