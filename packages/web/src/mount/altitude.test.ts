import { parseUtc } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { roughAltitude } from './altitude.ts';

const hven = { name: 'Hven', latitude: 55.907, longitude: 12.696, elevation: 45 };

test('the pole stands as high as the latitude, whatever the time', () => {
  for (const hour of ['00', '07', '19'])
    expect(roughAltitude({ ra: 40, dec: 90 }, hven, parseUtc(`2026-11-20T${hour}:00:00Z`))).toBeCloseTo(55.907, 6);
});

test('Sirius over Greenwich, from astropy 5.2 (J2000 place to true alt/az): 21.355 degrees', () => {
  const greenwich = { name: '', latitude: 51.4779, longitude: 0, elevation: 0 };
  const altitude = roughAltitude({ ra: 101.28715, dec: -16.71612 }, greenwich, parseUtc('2026-01-15T22:30:00Z'));
  expect(Math.abs(altitude - 21.355)).toBeLessThan(0.5);
});
