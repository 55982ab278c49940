import { expect, test } from 'vitest';
import { sky } from './sky.ts';
import { builtInObjects, builtInStars } from './skyData.ts';

const { find, stars, target } = sky(builtInStars(), builtInObjects());

test('names, however they are written, and coordinates', () => {
  for (const text of ['M31', 'm 31', 'NGC224', 'Andromeda Galaxy']) {
    const found = target(text);
    expect(found.name).not.toBeNull();
    expect(found.ra).toBeCloseTo(10.68, 1);
    expect(found.dec).toBeCloseTo(41.27, 1);
  }
  expect(target('5 35 17.3 -5 23 28')).toMatchObject({ name: null, ra: expect.closeTo(83.822, 2) });
});

test('what is meant but not named is suggested, never taken', () => {
  expect(() => target('Andromed')).toThrow(/No object is called "Andromed"; did you mean/);
  expect(() => target('Xyzzy')).toThrow(/write a name such as M42, or coordinates/);
  expect(() => target('5 61 0 -5 0 0')).toThrow(/minutes of 60 or more/);
});

test('a search answers what a screen shows', () => {
  const [first] = find('M42', 3);
  expect(first).toMatchObject({ otherNames: expect.any(Array), type: expect.any(String), ra: expect.closeTo(83.8, 1) });
  expect(find('NGC', 5)).toHaveLength(5);
  expect(find('', 5)).toEqual([]);
});

test('the bright stars, Sirius first', () => {
  const bright = stars(4.5);
  expect(bright.length).toBeGreaterThan(800);
  expect(bright.length).toBeLessThan(1100);
  const [ra, dec, magnitude] = bright[0] ?? [];
  expect([ra, dec]).toEqual([expect.closeTo(101.287, 2), expect.closeTo(-16.716, 2)]);
  expect(magnitude).toBeCloseTo(-1.46, 1);
  expect(Math.max(...bright.map(([, , m]) => m))).toBeLessThanOrEqual(4.5);
});
