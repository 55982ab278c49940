import { InvalidInput } from '@uraniborg/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { airMass } from './airMass.ts';
import { refracted, unrefracted, usualAtmosphere } from './refraction.ts';

test('lifts what is low by about a minute at 45 degrees and ten at 5, and nothing at the zenith', () => {
  const air = usualAtmosphere(0);
  expect((refracted(45, air) - 45) * 60).toBeCloseTo(0.97, 1);
  expect((refracted(5, air) - 5) * 60).toBeGreaterThan(8.5);
  expect(refracted(90, air)).toBeCloseTo(90, 9);
  expect(refracted(30, usualAtmosphere(4000)) - 30).toBeLessThan(0.7 * (refracted(30, air) - 30));
  expect(refracted(30, { ...air, pressure: 0 })).toBe(30);
});

test('there and back is the same altitude', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -90, max: 90, noNaN: true }),
      fc.integer({ min: 0, max: 5000 }),
      (altitude, elevation) => {
        const air = usualAtmosphere(elevation);
        expect(Math.abs(refracted(unrefracted(altitude, air), air) - altitude)).toBeLessThan(1e-7);
      },
    ),
  );
});

test('refuses weather that cannot be', () => {
  expect(() => refracted(30, { ...usualAtmosphere(0), pressure: Number.NaN })).toThrow(InvalidInput);
});

test('air mass is 1 overhead, 2 at 30 degrees, 38 at the horizon and endless below', () => {
  expect(airMass(90)).toBeCloseTo(1, 3);
  expect(airMass(30)).toBeCloseTo(1.994, 2);
  expect(airMass(0)).toBeCloseTo(38, 0);
  expect(airMass(-1)).toBe(Number.POSITIVE_INFINITY);
});
