import { parseUtc } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { heightText } from './heightText.ts';

const greenwich = { name: '', latitude: 51.4779, longitude: 0, elevation: 0 };
const sirius = { ra: 101.28715, dec: -16.71612 };

// Altitude from astropy 5.2.1 (no air): 21.36 degrees.
test('what is up tells its height', () => {
  expect(heightText(sirius, greenwich, parseUtc('2026-01-15T22:30:00Z'))).toEqual({ up: true, text: '21°' });
});

test('what is down tells when it rises, if ever', () => {
  expect(heightText(sirius, greenwich, parseUtc('2026-01-15T12:00:00Z')).text).toMatch(/^rises 18:\d\d$/);
  expect(heightText({ ra: 219.9, dec: -60.8 }, greenwich, 0)).toEqual({ up: false, text: 'never rises' });
});
