import { readFileSync } from 'node:fs';
import { InvalidInput, seededRandom, separation } from '@uraniborg/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openStarCatalogue, packStarCatalogue } from './starCatalogue.ts';

const bytes = readFileSync(new URL('../data/stars.bin', import.meta.url));
const catalogue = openStarCatalogue(bytes);

test('the built-in catalogue has the stars of Tycho-2 and Hipparcos', () => {
  expect(catalogue.size).toBe(1_872_594);
  expect(bytes.length).toBeLessThan(12e6);
});

test.each([
  // J2000, ICRS, and V of Hipparcos; the orbit of alpha Centauri B leaves it 1.2" off
  ['Sirius', 101.287155, -16.716116, -1.44],
  ['Canopus', 95.987958, -52.69566, -0.62],
  ['Vega', 279.234735, 38.783689, 0.03],
  ['Rigil Kentaurus', 219.902058, -60.833993, -0.01],
  ['Toliman', 219.896096, -60.837528, 1.35],
  ['Polaris', 37.954561, 89.264109, 1.97],
  ['Betelgeuse', 88.792939, 7.407064, 0.45],
  ['sigma Octantis', 317.195164, -88.956499, 5.45],
])('%s is there once, where it should be', (_, ra, dec, v) => {
  const [star, ...others] = catalogue.cone({ ra, dec, radius: 3 / 3600 });
  expect(others).toEqual([]);
  expect(separation({ ra, dec }, star ?? { ra: 0, dec: 0 }) * 3600).toBeLessThan(1.3);
  expect(star?.magnitude).toBeCloseTo(v, 1);
});

test('no bright star is there twice', () => {
  const bright = catalogue.cone({ ra: 0, dec: 0, radius: 180, limitMagnitude: 6.5 });
  expect(bright.length).toBeGreaterThan(8000);
  const twins = bright.filter((star) =>
    catalogue
      .cone({ ...star, radius: 2 / 3600, limitMagnitude: star.magnitude + 0.3 })
      .some((other) => other.id !== star.id && Math.abs(other.magnitude - star.magnitude) < 0.3),
  );
  // Real doubles that Tycho-2 resolves stay; what the two sources both had must not add to them.
  expect(twins.length).toBeLessThan(40);
});

test('a cone holds exactly what a look at every star finds, at the poles and across RA 0 too', () => {
  const random = seededRandom(1);
  const stars = Array.from({ length: 20_000 }, () => ({
    ra: random.uniform() * 360,
    dec: (Math.asin(2 * random.uniform() - 1) * 180) / Math.PI,
    magnitude: Math.round(random.uniform() * 700) / 50,
    bv: undefined,
  }));
  const small = openStarCatalogue(packStarCatalogue(stars, 60));
  const all = small.cone({ ra: 12, dec: 34, radius: 180 });
  expect(all).toHaveLength(stars.length);
  const angle = (lowest: number, highest: number) => fc.double({ min: lowest, max: highest, noNaN: true });
  fc.assert(
    fc.property(
      fc.oneof(angle(0, 360), fc.constant(0)),
      fc.oneof(angle(-90, 90), fc.constantFrom(-90, 90, 89.5)),
      fc.oneof(angle(0, 10), angle(0, 180)),
      angle(0, 14),
      (ra, dec, radius, limitMagnitude) => {
        const expected = all.filter((s) => separation(s, { ra, dec }) <= radius && s.magnitude <= limitMagnitude);
        const found = small.cone({ ra, dec, radius, limitMagnitude });
        const onTheEdge = (id: number) =>
          Math.abs(separation(all.find((s) => s.id === id) ?? { ra, dec }, { ra, dec }) - radius) < 1e-9;
        const ids = new Set(found.map((s) => s.id));
        const wanted = new Set(expected.map((s) => s.id));
        expect([...ids.symmetricDifference(wanted)].filter((id) => !onTheEdge(id))).toEqual([]);
        expect(found.every((s, n) => n === 0 || s.magnitude >= (found[n - 1]?.magnitude ?? 0))).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
});

test('packing keeps positions to 0.03 arcsec, magnitudes to 0.01 and colour to 0.1', () => {
  const random = seededRandom(2);
  for (let n = 0; n < 300; n++) {
    const star = {
      ra: random.uniform() * 360,
      dec: random.uniform() * 180 - 90,
      magnitude: random.uniform() * 17 - 1.5,
      bv: random.uniform() * 2.8 - 0.4,
    };
    const [kept, ...none] = openStarCatalogue(packStarCatalogue([star])).cone({ ra: 0, dec: 0, radius: 180 });
    expect(none).toEqual([]);
    if (!kept) throw new Error('lost');
    expect(separation(kept, star) * 3600).toBeLessThan(0.03);
    expect(Math.abs(kept.magnitude - star.magnitude)).toBeLessThan(0.0101);
    expect(Math.abs((kept.bv ?? 99) - star.bv)).toBeLessThan(0.1001);
  }
});

test('asks for the brightest few', () => {
  const field = { ra: 83.82, dec: -5.39, radius: 2 };
  expect(catalogue.cone({ ...field, count: 5 })).toEqual(catalogue.cone(field).slice(0, 5));
});

test('refuses what is no cone and what is no catalogue', () => {
  expect(() => catalogue.cone({ ra: 0, dec: 91, radius: 1 })).toThrow(InvalidInput);
  expect(() => catalogue.cone({ ra: Number.NaN, dec: 0, radius: 1 })).toThrow(InvalidInput);
  expect(() => catalogue.cone({ ra: 0, dec: 0, radius: -1 })).toThrow(InvalidInput);
  expect(() => openStarCatalogue(bytes.subarray(0, 1e6))).toThrow(/damaged/);
  expect(() => openStarCatalogue(new Uint8Array(0))).toThrow(/signature/);
  expect(() => openStarCatalogue(new Uint8Array(4096).fill(0x55))).toThrow(InvalidInput);
  const torn = new Uint8Array(packStarCatalogue([{ ra: 1, dec: 2, magnitude: 3, bv: 0 }], 3));
  new DataView(torn.buffer).setUint32(24, 7, true);
  expect(() => openStarCatalogue(torn)).toThrow(/index/);
});
