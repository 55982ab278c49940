import { parseUtc } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { directionAt, fromDome, onDome, toDome } from './dome.ts';

const hven = { name: 'Hven', latitude: 55.907, longitude: 12.696, elevation: 45 };
const utc = parseUtc('2026-11-21T20:00:00Z');

test('north is up, east to the left, the zenith in the middle', () => {
  expect(toDome({ altitude: 0, azimuth: 0 })).toEqual({ x: expect.closeTo(0, 9), y: -1 });
  expect(toDome({ altitude: 0, azimuth: 90 })).toEqual({ x: -1, y: expect.closeTo(0, 9) });
  expect(toDome({ altitude: 45, azimuth: 180 })).toEqual({ x: expect.closeTo(0, 9), y: 0.5 });
  expect(Math.hypot(...Object.values(toDome({ altitude: 90, azimuth: 77 })))).toBeCloseTo(0, 9);
});

test('a point of the dome is where it was put', () => {
  for (const azimuth of [1, 100, 200, 359])
    for (const altitude of [0.5, 30, 89]) {
      const back = fromDome(toDome({ altitude, azimuth }));
      expect(back?.altitude).toBeCloseTo(altitude, 9);
      expect(back?.azimuth).toBeCloseTo(azimuth, 9);
    }
  expect(fromDome({ x: 0.9, y: 0.9 })).toBeNull();
});

test('the pole stands in the north as high as the latitude, and what is tapped is found again', () => {
  const pole = onDome({ ra: 0, dec: 90 }, hven, utc);
  expect(pole?.x).toBeCloseTo(0, 2);
  expect(pole?.y).toBeCloseTo(-(1 - 55.907 / 90), 2);
  expect(onDome({ ra: 0, dec: -80 }, hven, utc)).toBeNull();
  const { ra, dec } = directionAt({ altitude: 40, azimuth: 200 }, hven, utc);
  const again = onDome({ ra, dec }, hven, utc);
  expect(again?.x).toBeCloseTo(toDome({ altitude: 40, azimuth: 200 }).x, 5);
  expect(again?.y).toBeCloseTo(toDome({ altitude: 40, azimuth: 200 }).y, 5);
});
