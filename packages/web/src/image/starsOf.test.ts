import { expect, test } from 'vitest';
import { starAt } from './starsOf.ts';

const star = (x: number, y: number, hfd = 3) => ({
  x,
  y,
  hfd,
  flux: 1,
  fwhm: 2,
  snr: 10,
  eccentricity: 0,
  saturated: false,
  peak: 1,
});

test('the star under a pixel is the nearest whose light is there', () => {
  const [a, b, wide] = [star(100, 100), star(104, 100), star(300, 300, 20)];
  const stars = [a, b, wide];
  expect(starAt(stars, { x: 101, y: 100 })).toBe(a);
  expect(starAt(stars, { x: 103, y: 101 })).toBe(b);
  expect(starAt(stars, { x: 310, y: 305 })).toBe(wide);
  expect(starAt(stars, { x: 120, y: 100 })).toBeNull();
});
