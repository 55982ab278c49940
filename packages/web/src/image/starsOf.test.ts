import { expect, test } from 'vitest';
import { starAt, starMeant } from './starsOf.ts';

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

test('a tap means the star that it hit, or the brightest that a finger cannot be told from', () => {
  const [bright, near, faint] = [star(100, 100), star(150, 100), star(160, 100)];
  const stars = [bright, near, faint];
  expect(starMeant(stars, { x: 159, y: 100 }, 100)).toBe(faint);
  expect(starMeant(stars, { x: 130, y: 110 }, 40)).toBe(bright);
  expect(starMeant(stars, { x: 130, y: 110 }, 25)).toBe(near);
  expect(starMeant(stars, { x: 300, y: 300 }, 40)).toBeNull();
});
