import { parseUtc, radians, signedDegrees } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { firstTarget } from './firstTarget.ts';
import { nightSite } from './nightSite.ts';

const HOUR = 3_600_000;
/** Every five hours and a bit of a year: all hours of the day in all seasons. */
const moments = Array.from({ length: 1700 }, (_, i) => parseUtc('2026-01-01T00:00:00Z') + i * 5.15 * HOUR);

/** Low precision position of the Sun (Astronomical Almanac, page C5), good to 0.01 degrees. */
function sunOf(now: number) {
  const days = now / 86_400_000 - 10_957.5;
  const anomaly = radians(357.528 + 0.9856003 * days);
  const longitude = radians(280.46 + 0.9856474 * days + 1.915 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly));
  const tilt = radians(23.439);
  return {
    ra: (Math.atan2(Math.cos(tilt) * Math.sin(longitude), Math.cos(longitude)) * 180) / Math.PI,
    dec: (Math.asin(Math.sin(tilt) * Math.sin(longitude)) * 180) / Math.PI,
  };
}
function altitudeOf(
  { ra, dec }: { ra: number; dec: number },
  now: number,
  site: { latitude: number; longitude: number },
) {
  const sidereal = 280.46061837 + 360.98564736629 * (now / 86_400_000 - 10_957.5) + site.longitude;
  const hourAngle = radians(sidereal - ra);
  const [d, f] = [radians(dec), radians(site.latitude)];
  return (Math.asin(Math.sin(f) * Math.sin(d) + Math.cos(f) * Math.cos(d) * Math.cos(hourAngle)) * 180) / Math.PI;
}

test('it is dark whenever the program is started, and for three hours more', () => {
  for (const now of moments) {
    const site = nightSite(now);
    expect(Math.abs(site.longitude)).toBeLessThanOrEqual(180);
    for (const hours of [0, 3]) {
      expect(altitudeOf(sunOf(now + hours * HOUR), now + hours * HOUR, site)).toBeLessThan(-18);
    }
  }
});

test('the first field stands high and is still rising or near the meridian', () => {
  const names = new Set<string>();
  for (const now of moments) {
    const site = nightSite(now);
    const field = firstTarget(now, site);
    names.add(field.name);
    expect(altitudeOf(field, now, site), `${field.name} at ${now}`).toBeGreaterThan(35);
    const sidereal = 280.46061837 + 360.98564736629 * (now / 86_400_000 - 10_957.5) + site.longitude;
    expect(signedDegrees(sidereal - field.ra)).toBeLessThan(10);
  }
  expect(names.size).toBeGreaterThan(10);
});
