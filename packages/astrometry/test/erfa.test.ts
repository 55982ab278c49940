/** Our formulas against ERFA: over committed values everywhere, over fresh random ones where python3-erfa is installed. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { separation, signedDegrees } from '@uraniborg/core';
import { describe, expect, test } from 'vitest';
import { apparentFromJ2000, j2000FromApparent } from '../src/apparentPlace.ts';
import {
  apparentFromHorizontal,
  type Horizontal,
  horizontalFromApparent,
  parallacticAngle,
  type Site,
} from '../src/horizontal.ts';
import { ttDate } from '../src/julianDate.ts';
import { moonAt } from '../src/moon.ts';
import type { Atmosphere } from '../src/refraction.ts';
import { siderealTime } from '../src/siderealTime.ts';
import { sunAt } from '../src/sun.ts';
import type { Direction } from '../src/tanProjection.ts';

interface Row extends Direction {
  ms: number;
  dut1: number;
  site: Site;
  atmosphere: Atmosphere;
  tt: [number, number];
  apparent: Direction;
  sidereal: number;
  airless: Horizontal;
  seen: Horizontal;
  parallactic: number;
  sun: Direction & { distance: number };
  moon: Direction & { distance: number };
  moonAtSite: Direction & { distance: number };
}

const committed = JSON.parse(readFileSync(new URL('fixtures/erfa.json', import.meta.url), 'utf8')) as Row[];
const python = spawnSync('/usr/bin/python3', [new URL('erfaReference.py', import.meta.url).pathname, '2', '400'], {
  encoding: 'utf8',
  maxBuffer: 64e6,
});
const missing = python.status !== 0;
if (missing) console.log('python3-erfa is not installed: fresh comparison with ERFA left out');
const fresh = missing ? [] : (JSON.parse(python.stdout) as Row[]);

test.runIf(process.env.CI === 'true')('ERFA is there in continuous integration', () => {
  expect(python.stderr).toBe('');
  expect(fresh).toHaveLength(400);
});

const sky = ({ altitude, azimuth }: Horizontal): Direction => ({ ra: azimuth, dec: altitude });
const arcsec = (a: Direction, b: Direction) => separation(a, b) * 3600;

describe.each([
  ['committed', committed],
  ['fresh', fresh],
] as const)('%s values of ERFA', (name, rows) => {
  const there = name === 'committed' || !missing;
  const worst = (error: (row: Row) => number) => Math.max(...rows.map(error));

  test.runIf(there)('terrestrial time to the nanosecond', () => {
    const days = (row: Row) => {
      const { day, fraction } = ttDate(row.ms);
      return day - row.tt[0] + (fraction - row.tt[1]);
    };
    expect(worst((row) => Math.abs(days(row)) * 86400)).toBeLessThan(1e-9);
  });

  test.runIf(there)('apparent places to 2 mas, and back to where they came from', () => {
    expect(worst((row) => arcsec(apparentFromJ2000(row, row.ms), row.apparent))).toBeLessThan(0.002);
    expect(worst((row) => arcsec(j2000FromApparent(row.apparent, row.ms), row))).toBeLessThan(0.002);
    expect(worst((row) => arcsec(j2000FromApparent(apparentFromJ2000(row, row.ms), row.ms), row))).toBeLessThan(1e-6);
  });

  test.runIf(there)('sidereal time to 2 mas', () => {
    const error = (row: Row) => signedDegrees(siderealTime(row.ms, 0, row) - row.sidereal) * 3600;
    expect(worst((row) => Math.abs(error(row)))).toBeLessThan(0.002);
  });

  test.runIf(there)('altitude and azimuth to 5 mas, and back', () => {
    const ours = (row: Row) =>
      horizontalFromApparent(apparentFromJ2000(row, row.ms), row.site, row.ms, { dut1: row.dut1 });
    expect(worst((row) => arcsec(sky(ours(row)), sky(row.airless)))).toBeLessThan(0.005);
    const back = (row: Row) =>
      j2000FromApparent(apparentFromHorizontal(row.airless, row.site, row.ms, { dut1: row.dut1 }), row.ms);
    expect(worst((row) => arcsec(back(row), row))).toBeLessThan(0.005);
  });

  test.runIf(there)('refracted altitude to 0.05 arcsec above 15 degrees, and back', () => {
    const high = rows.filter((row) => row.seen.altitude > 15);
    expect(high.length).toBeGreaterThan(5);
    for (const { site, ms, seen, dut1, atmosphere, ...row } of high) {
      const options = { dut1, atmosphere };
      const apparent = apparentFromJ2000(row, ms);
      expect(arcsec(sky(horizontalFromApparent(apparent, site, ms, options)), sky(seen))).toBeLessThan(0.05);
      expect(arcsec(apparentFromHorizontal(seen, site, ms, options), apparent)).toBeLessThan(0.05);
    }
  });

  test.runIf(there)('parallactic angle to 0.001 degrees away from the zenith', () => {
    const far = rows.filter((row) => Math.abs(row.airless.altitude) < 85 && Math.abs(row.dec) < 85);
    for (const { apparent, site, ms, parallactic, dut1 } of far)
      expect(Math.abs(signedDegrees(parallacticAngle(apparent, site, ms, { dut1 }) - parallactic))).toBeLessThan(1e-3);
  });

  test.runIf(there)(
    'the Sun to 2 arcsec, the Moon to 0.1 arcsec of the same theory, from the centre and from a site',
    () => {
      expect(worst((row) => arcsec(sunAt(row.ms), row.sun))).toBeLessThan(2);
      expect(worst((row) => Math.abs(sunAt(row.ms).distance - row.sun.distance))).toBeLessThan(1e-5);
      expect(worst((row) => arcsec(moonAt(row.ms), row.moon))).toBeLessThan(0.1);
      const atSite = (row: Row) => moonAt(row.ms, row.site, { dut1: row.dut1 });
      expect(worst((row) => arcsec(atSite(row), row.moonAtSite))).toBeLessThan(0.1);
      expect(worst((row) => Math.abs(atSite(row).distance - row.moonAtSite.distance * 149597870.7))).toBeLessThan(1);
    },
  );
});
