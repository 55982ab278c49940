import { sunAt } from '@uraniborg/astrometry';
import { expect, test } from 'vitest';
import { diskLimit, horizonLimit, sunLimit } from './limits.ts';
import { horizontalAt } from './mountCoordinates.ts';
import { slew } from './plan.ts';
import { captureSeries } from './plans/captureSeries.ts';
import { rehearse } from './rehearse.ts';

const hven = { latitude: 55.9, longitude: 12.7, elevation: 45 };
const NOON = Date.UTC(2026, 10, 20, 11);
const MIDNIGHT = Date.UTC(2026, 10, 20, 23);
const world = { at: MIDNIGHT, pointing: undefined, framesKept: 0 };
const to = (ra: number, dec: number) => ({ do: 'slew', target: { ra, dec } }) as const;
const light = { do: 'expose', seconds: 600 } as const;

test('nothing is observed below the horizon', () => {
  const limit = horizonLimit(() => hven);
  expect(limit(to(83.8, -5.4), world)).toBeUndefined();
  expect(limit(to(83.8, -60), world)).toMatch(/^-\d+ degrees high, below the horizon there$/);
  const setting = { ra: 300, dec: 5 };
  const at = Array.from({ length: 1440 }, (_, i) => MIDNIGHT - 43_200_000 + i * 60_000).find(
    (t) => horizontalAt(setting, hven, t).altitude > 0 && horizontalAt(setting, hven, t + 600_000).altitude < 0,
  );
  if (at === undefined) throw new Error('it does not set');
  expect(limit(light, { ...world, at, pointing: setting })).toContain('below the horizon');
  expect(limit({ ...light, frameType: 'dark' }, { ...world, at, pointing: setting })).toBeUndefined();
  expect(limit({ ...light, seconds: 1 }, { ...world, at, pointing: setting })).toBeUndefined();
});

test('trees count', () => {
  const { altitude, azimuth } = horizontalAt({ ra: 83.8, dec: -5.4 }, hven, MIDNIGHT);
  const trees = (where: number) => (Math.abs(where - azimuth) < 10 ? altitude + 5 : 0);
  expect(horizonLimit(() => hven, trees)(to(83.8, -5.4), world)).toContain('below the horizon');
  expect(horizonLimit(() => hven, trees)(to(53.8, 20), world)).toBeUndefined();
});

test('nothing is refused for a horizon that nobody knows', () => {
  expect(horizonLimit(() => undefined)(to(83.8, -89), world)).toBeUndefined();
});

test('the Sun is avoided by day, not by night', () => {
  const limit = sunLimit(() => hven);
  const sun = sunAt(NOON);
  expect(limit(to(sun.ra, sun.dec + 10), { ...world, at: NOON })).toBe('only 10 degrees from the Sun');
  expect(limit(to(sun.ra, sun.dec + 30), { ...world, at: NOON })).toBeUndefined();
  expect(limit(to(sun.ra, sun.dec + 10), world)).toBeUndefined();
  expect(sunLimit(() => undefined)(to(sun.ra, sun.dec), world)).toContain('from the Sun');
});

test('the disk is watched over the whole plan', () => {
  const limit = diskLimit(
    () => 10_500_000_000,
    () => 1_000_000_000,
  );
  const of = (count: number) =>
    rehearse(captureSeries({ frameType: 'light', seconds: 60 }, { count }), { start: MIDNIGHT, limits: [limit] });
  expect(of(10).problems).toEqual([]);
  expect(of(12).problems.map(({ problem }) => problem)).toEqual([
    'the disk has room for 10 more frames only',
    'the disk has room for 10 more frames only',
  ]);
  expect(
    diskLimit(
      () => undefined,
      () => 1,
    )(light, world),
  ).toBeUndefined();
});

test('a limit that would be broken later in the night shows in the rehearsal, with its time', () => {
  const { problems } = rehearse(slew({ ra: 83.8, dec: -60 }), { start: MIDNIGHT, limits: [horizonLimit(() => hven)] });
  expect(problems).toMatchObject([{ at: MIDNIGHT, text: 'Slew to 05:35:12 -60:00:00' }]);
});
