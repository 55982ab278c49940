import { parseUtc } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { ttDate, ut1Date, utcDate, utcMsOf } from './julianDate.ts';
import { leapSeconds } from './leapSeconds.ts';

test('J2000.0 is noon of TT, 64.184 s after UTC noon', () => {
  expect(utcDate(parseUtc('2000-01-01T12:00:00'))).toEqual({ day: 2451544.5, fraction: 0.5 });
  const j2000 = ttDate(parseUtc('2000-01-01T11:58:55.816'));
  expect(j2000.day).toBe(2451544.5);
  expect(j2000.fraction).toBeCloseTo(0.5, 14);
});

test('leap seconds hold from their day on', () => {
  expect(leapSeconds(parseUtc('1971-06-01'))).toBe(10);
  expect(leapSeconds(parseUtc('1998-12-31T23:59:59'))).toBe(31);
  expect(leapSeconds(parseUtc('1999-01-01T00:00:00'))).toBe(32);
  expect(leapSeconds(parseUtc('2026-11-20'))).toBe(37);
});

test('an Instant keeps its nanoseconds in every scale', () => {
  const at = (scale: 'UTC' | 'TAI' | 'TT' | 'GPS', ns: bigint) =>
    ({ ns, scale, marks: 'start', source: 'GPS', uncertaintyNs: 100 }) as const;
  const ns = BigInt(parseUtc('2026-11-20T22:14:05')) * 1_000_000n;
  const utc = ttDate(at('UTC', ns));
  const one = ttDate(at('UTC', ns + 1n));
  expect((one.fraction - utc.fraction) * 86400e9).toBeCloseTo(1, 1);
  for (const [scale, ahead] of [
    ['TAI', 37],
    ['GPS', 18],
    ['TT', 69.184],
  ] as const) {
    const same = at(scale, ns + BigInt(Math.round(ahead * 1e9)));
    expect(Math.abs(ttDate(same).fraction - utc.fraction) * 86400e9).toBeLessThan(0.1);
    expect(utcMsOf(same)).toBeCloseTo(Number(ns / 1_000_000n), 3);
  }
});

test('UT1 may lie on the day before', () => {
  expect(ut1Date(parseUtc('2026-11-20T00:00:00'), -0.25).day).toBe(2461363.5);
  expect(ut1Date(parseUtc('2026-11-20T00:00:00')).day).toBe(2461364.5);
});
