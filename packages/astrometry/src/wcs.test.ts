import { InvalidInput, separation } from '@uraniborg/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { projectTan, unprojectTan } from './tanProjection.ts';
import { frameWcs, orientationOf, pixelToSky, skyToPixel, wcsFromKeywords, wcsKeywords } from './wcs.ts';

const angle = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const frame = fc.record({
  ra: angle(0, 359.999),
  dec: angle(-90, 90),
  scale: angle(0.1, 60),
  positionAngle: angle(0, 359.999),
  mirrored: fc.boolean(),
});
const size = { width: 1936, height: 1216 };

test('there and back is the same direction', () => {
  fc.assert(
    fc.property(frame, angle(-40, 40), angle(-40, 40), (centre, xi, eta) => {
      const sky = unprojectTan({ xi, eta }, centre);
      const plane = projectTan(sky, centre);
      expect(Math.hypot((plane?.xi ?? 99) - xi, (plane?.eta ?? 99) - eta)).toBeLessThan(1e-9);
    }),
  );
});

test('the plane does not see what lies behind it', () => {
  expect(projectTan({ ra: 180, dec: 0 }, { ra: 0, dec: 0 })).toBeUndefined();
  expect(projectTan({ ra: 0, dec: -10 }, { ra: 50, dec: 90 })).toBeUndefined();
});

test('pixels to the sky and back, over every orientation', () => {
  fc.assert(
    fc.property(frame, angle(-100, 2000), angle(-100, 2000), ({ ra, dec, ...orientation }, x, y) => {
      const wcs = frameWcs({ ra, dec }, size, orientation);
      const pixel = skyToPixel(wcs, pixelToSky(wcs, { x, y }));
      expect(Math.hypot((pixel?.x ?? 1e9) - x, (pixel?.y ?? 1e9) - y)).toBeLessThan(1e-5);
      const middle = pixelToSky(wcs, { x: 967.5, y: 607.5 });
      expect(separation(middle, { ra, dec }) * 3600).toBeLessThan(1e-6);
    }),
  );
});

test('by default north is where y grows and east where x falls', () => {
  const wcs = frameWcs({ ra: 50, dec: 20 }, size, { scale: 2 });
  expect(pixelToSky(wcs, { x: 967.5, y: 707.5 }).dec).toBeGreaterThan(20.05);
  expect(pixelToSky(wcs, { x: 867.5, y: 607.5 }).ra).toBeGreaterThan(50.05);
  const turned = frameWcs({ ra: 50, dec: 20 }, size, { scale: 2, positionAngle: 90 });
  expect(pixelToSky(turned, { x: 967.5, y: 707.5 }).ra).toBeGreaterThan(50.05);
});

test('a frame tells the orientation it was made with', () => {
  fc.assert(
    fc.property(frame, ({ ra, dec, ...orientation }) => {
      const told = orientationOf(frameWcs({ ra, dec }, size, orientation));
      expect(told.scale).toBeCloseTo(orientation.scale, 9);
      expect(Math.abs(((told.positionAngle - orientation.positionAngle + 540) % 360) - 180)).toBeLessThan(1e-9);
      expect(told.mirrored).toBe(orientation.mirrored);
    }),
  );
});

test('header keywords are 1-based and come back the same', () => {
  const wcs = frameWcs({ ra: 10.68, dec: 41.27 }, size, { scale: 1.5, positionAngle: 33, mirrored: true });
  const keywords = wcsKeywords(wcs);
  expect(keywords.CRPIX1).toBe(968.5);
  expect(wcsFromKeywords((name) => keywords[name])).toEqual(wcs);
});

test('older headers: CDELT with CROTA2 or PC', () => {
  const base: Record<string, string | number> = {
    CTYPE1: 'RA---TAN',
    CTYPE2: 'DEC--TAN',
    CRVAL1: 10,
    CRVAL2: 20,
    CRPIX1: 1,
    CRPIX2: 1,
    CDELT1: -0.001,
    CDELT2: 0.001,
  };
  const rotated = wcsFromKeywords((name) => ({ ...base, CROTA2: 30 })[name]);
  const matrix = wcsFromKeywords(
    (name) => ({ ...base, PC1_1: Math.sqrt(3) / 2, PC1_2: 0.5, PC2_1: -0.5, PC2_2: Math.sqrt(3) / 2 })[name],
  );
  expect(rotated?.cd.flat()).toEqual(matrix?.cd.flat().map((cell) => expect.closeTo(cell, 12)));
  expect(rotated && orientationOf(rotated).positionAngle).toBeCloseTo(330, 9);
  expect(wcsFromKeywords((name) => ({ ...base, CTYPE1: 'GLON-TAN' })[name])).toBeUndefined();
  expect(wcsFromKeywords((name) => ({ ...base, CDELT1: 0 })[name])).toBeUndefined();
  expect(wcsFromKeywords(() => undefined)).toBeUndefined();
});

test('refuses a scale of nothing', () => {
  expect(() => frameWcs({ ra: 0, dec: 0 }, size, { scale: 0 })).toThrow(InvalidInput);
});
