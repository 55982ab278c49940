import { type Pixels, seededRandom } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { detectStars } from '../stars/detectStars.ts';
import { starField } from '../testing/starField.ts';
import { moffatAt } from './fitMoffat.ts';
import { starProfile } from './starProfile.ts';

const stars = [
  { x: 90.3, y: 70.6, flux: 60_000 },
  { x: 150, y: 150, flux: 9_000 },
];
const field = starField({ width: 400, height: 300, stars, hfd: 4, profile: 'moffat' });

test('the star nearest to a place is measured as in the whole frame, with all its pixels', () => {
  const star = starProfile(field, { x: 95, y: 66 });
  const whole = detectStars(field).stars[0];
  expect(star?.x).toBeCloseTo(90.3, 1);
  expect(star?.y).toBeCloseTo(70.6, 1);
  expect(star?.hfd).toBeCloseTo(whole?.hfd ?? 0, 1);
  expect(star?.flux).toBeGreaterThan(0.97 * (whole?.flux ?? 0));
  expect(star?.background).toBeCloseTo(600, -1);
  expect(star?.noise).toBeGreaterThan(18);
  expect(star?.noise).toBeLessThan(23);
  expect(star?.saturatedPixels).toBe(0);
  expect(star?.angle).toBeUndefined();
  const { cutout } = star ?? { cutout: { x: 0, y: 0, width: 0, height: 0, values: [] } };
  expect(cutout.values).toHaveLength(cutout.width * cutout.height);
  expect(cutout.values[(70 - cutout.y) * cutout.width + 90 - cutout.x]).toBe(field.data[70 * 400 + 90]);
});

test('the curve is the profile that the points come from', () => {
  const star = starProfile(field, { x: 90, y: 70 });
  // Moffat 1969 with beta 4 and half of the light inside a radius of 2: alpha = 2 / sqrt(2^(1/3) - 1).
  const alpha = 2 / Math.sqrt(2 ** (1 / 3) - 1);
  const truth = { height: (60_000 * 3) / (Math.PI * alpha ** 2), alpha, beta: 4, pedestal: 0, fwhm: 0 };
  for (const [r, value] of star?.curve ?? []) {
    if (r > 10) break;
    expect(Math.abs(value - moffatAt(truth, r))).toBeLessThan(0.05 * truth.height);
  }
  expect(star?.curve.length).toBeGreaterThan(50);
  const near = star?.points.filter(([r]) => r < 1).map(([, value]) => value) ?? [];
  expect(Math.max(...near)).toBeGreaterThan(0.8 * truth.height);
});

test.each([0, 30, 77, 120, 175])('a star that is long at %s degrees says so', (degrees) => {
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const random = seededRandom(4);
  const data = Uint16Array.from({ length: 200 * 200 }, (_, i) => {
    const [x, y] = [(i % 200) - 99.6, Math.floor(i / 200) - 100.3];
    const [along, across] = [x * c + y * s, -x * s + y * c];
    return 300 + 5 * random.normal() + 5000 * Math.exp(-(along ** 2) / (2 * 9) - across ** 2 / (2 * 4));
  });
  const star = starProfile({ width: 200, height: 200, planes: 1, data }, { x: 100, y: 100 });
  const off = Math.abs((star?.angle ?? 0) - degrees);
  expect(Math.min(off, 180 - off)).toBeLessThan(3);
  expect(star?.eccentricity).toBeCloseTo(Math.sqrt(1 - 4 / 9), 1);
});

test('there is no star where there is none, nor beyond the edge', () => {
  expect(starProfile(field, { x: 300, y: 250 })).toBeUndefined();
  expect(starProfile(field, { x: 5000, y: 5000 })).toBeUndefined();
  const empty: Pixels = { width: 1, height: 1, planes: 1, data: Uint16Array.of(3) };
  expect(starProfile(empty, { x: 0, y: 0 })).toBeUndefined();
  expect(starProfile(empty, { x: 0, y: 0 }, { mosaic: true })).toBeUndefined();
});

test('a saturated star is told by its pixels and has no curve', () => {
  const bright = starField({ width: 200, height: 200, stars: [{ x: 100, y: 100, flux: 5e6 }], hfd: 4 });
  const star = starProfile(bright, { x: 100, y: 100 });
  expect(star?.saturated).toBe(true);
  expect(star?.saturatedPixels).toBeGreaterThan(10);
  expect(star?.curve).toEqual([]);
});

test('a raw colour frame is measured by its cells, in its own pixels', () => {
  const mosaic = starProfile(field, { x: 90, y: 70 }, { mosaic: true });
  expect(mosaic?.x).toBeCloseTo(90.3, 0.5);
  expect(mosaic?.y).toBeCloseTo(70.6, 0.5);
  expect(mosaic?.hfd).toBeGreaterThan(3.6);
  expect(Math.max(...(mosaic?.points.map(([r]) => r) ?? []))).toBeGreaterThan(8);
});
