import { airMass, frameWcs, type StarCatalogue, skyToPixel, wcsKeywords } from '@uraniborg/astrometry';
import { mean, seededRandom, separation } from '@uraniborg/core';
import { card, type Frame } from '@uraniborg/formats';
import { expect, test } from 'vitest';
import { starField } from '../../../imaging/src/testing/starField.ts';
import { exposureFacts } from './exposureFacts.ts';
import { fieldPhotometry } from './fieldPhotometry.ts';

const SIZE = { width: 700, height: 520 };
const CENTRE = { ra: 120, dec: 30 };
/** 1.3 degrees wide. */
const SCALE = 6.7;
const WCS = frameWcs(CENTRE, SIZE, { scale: SCALE, positionAngle: 20 });
/** What the optics and the camera make of magnitude 0, a second, outside the air. */
const ZERO = 21.4;

interface True {
  readonly ra: number;
  readonly dec: number;
  readonly magnitude: number;
  readonly bv: number | undefined;
}

/** Stars between 8 and 12.5; every second one has a colour. */
function sky(seed: number, { coloured = 2 } = {}): True[] {
  const random = seededRandom(seed);
  return Array.from({ length: 160 }, (_, i) => ({
    ra: CENTRE.ra + (random.uniform() - 0.5) * 1.9,
    dec: CENTRE.dec + (random.uniform() - 0.5) * 1.5,
    magnitude: Math.round((8 + 4.5 * random.uniform() ** 0.6) * 50) / 50,
    bv: i % coloured === 0 ? Math.round((0.1 + 1.4 * random.uniform()) * 5) / 5 : undefined,
  }));
}

interface Taken {
  readonly seconds?: number;
  readonly altitude?: number;
  readonly colour?: number;
  readonly seed?: number;
  /** Magnitudes that a star really has on top of its catalogue's. */
  readonly variable?: (index: number) => number;
}

/** The frame that a camera of one electron an ADU takes of them, and its header. */
function frameOf(stars: readonly True[], taken: Taken = {}): Frame {
  const { seconds = 60, altitude = 50, colour = 0, seed = 5, variable = () => 0 } = taken;
  const header = [
    card('EXPTIME', seconds),
    card('AIRMASS', airMass(altitude)),
    card('EGAIN', 1),
    card('INSTRUME', 'Test camera'),
    card('FILTER', 'V'),
    card('RA', CENTRE.ra),
    card('DEC', CENTRE.dec),
    card('SCALE', SCALE),
    ...Object.entries(wcsKeywords(WCS)).map(([keyword, value]) => card(keyword, value)),
  ];
  const { offset } = exposureFacts(header);
  const seen = stars.flatMap(({ magnitude, bv = 0.7, ...direction }, i) => {
    const place = skyToPixel(WCS, direction);
    const instrumental = magnitude + variable(i) - ZERO - colour * (bv - 0.7);
    const flux = 10 ** (-0.4 * (instrumental - offset));
    return place && place.x > -9 && place.y > -9 && place.x < SIZE.width + 9 && place.y < SIZE.height + 9
      ? [{ ...place, flux }]
      : [];
  });
  return { pixels: starField({ ...SIZE, stars: seen, hfd: 3.5, sky: 900, seed }), header };
}

const catalogueOf = (stars: readonly True[]): StarCatalogue => ({
  size: stars.length,
  cone: ({ radius, limitMagnitude = 99, count = 1e9, ...centre }) =>
    stars
      .map((star, id) => ({ ...star, id }))
      .filter((star) => star.magnitude <= limitMagnitude && separation(star, centre) <= radius)
      .sort((a, b) => a.magnitude - b.magnitude)
      .slice(0, count),
});

test('the zero point is that of the optics, whatever the exposure and the air', () => {
  const stars = sky(1);
  for (const taken of [{}, { seconds: 20 }, { altitude: 24 }]) {
    const field = fieldPhotometry(frameOf(stars, taken), catalogueOf(stars));
    expect(field.solution).toBe('header');
    expect(field.used).toBeGreaterThan(40);
    // Half a hundredth is in the light beyond the aperture.
    expect(Math.abs(field.zeroPoint - ZERO)).toBeLessThan(0.015);
    expect(field.colourTerm).toBeNull();
  }
});

test('errors that are told are those that are made', () => {
  const stars = sky(2);
  const frames = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((seed) =>
    fieldPhotometry(frameOf(stars, { seed }), catalogueOf(stars)),
  );
  // Of each star from frame to frame, against what each frame says.
  const byStar = new Map<string, { value: number; error: number }[]>();
  for (const { stars: matches } of frames)
    for (const { ra, dec, instrumental, magnitudeError } of matches)
      byStar.set(`${ra} ${dec}`, [
        ...(byStar.get(`${ra} ${dec}`) ?? []),
        { value: instrumental, error: magnitudeError },
      ]);
  const pulls = [...byStar.values()]
    .filter((all) => all.length === frames.length)
    .flatMap((all) => {
      const middle = mean(all.map(({ value }) => value));
      return all.map(({ value, error }) => (value - middle) / error);
    });
  expect(pulls.length).toBeGreaterThan(250);
  const scatter = Math.sqrt(mean(pulls.map((pull) => pull * pull)) * (frames.length / (frames.length - 1)));
  expect(scatter).toBeGreaterThan(0.85);
  expect(scatter).toBeLessThan(1.15);
  // The zero point's own error holds for stars that a catalogue rounds to 0.02: it is no smaller than the scatter of frames.
  for (const { zeroPoint, zeroPointError } of frames)
    expect(Math.abs(zeroPoint - mean(frames.map((field) => field.zeroPoint)))).toBeLessThan(4 * zeroPointError);
});

test('variable stars and wrong magnitudes are left out', () => {
  const stars = sky(3);
  const field = fieldPhotometry(frameOf(stars, { variable: (i) => (i % 7 === 0 ? 0.8 : 0) }), catalogueOf(stars));
  expect(Math.abs(field.zeroPoint - ZERO)).toBeLessThan(0.02);
  expect(field.rejected).toBeGreaterThan(5);
  expect(field.stars.filter(({ used, residual }) => used && Math.abs(residual) > 0.3)).toEqual([]);
});

test('a camera that sees red stars brighter has a colour term; without enough colours it is left alone', () => {
  const stars = sky(4);
  const field = fieldPhotometry(frameOf(stars, { colour: 0.15 }), catalogueOf(stars));
  const { value = 0, error = 0, reference = 0, stars: count = 0 } = field.colourTerm ?? {};
  expect(Math.abs(value - 0.15)).toBeLessThan(Math.max(0.02, 4 * error));
  expect(error).toBeLessThan(0.02);
  expect(count).toBeGreaterThan(15);
  expect(Math.abs(field.zeroPoint - (ZERO + 0.15 * (reference - 0.7)))).toBeLessThan(0.03);
  const few = sky(4, { coloured: 40 });
  expect(fieldPhotometry(frameOf(few, { colour: 0.15 }), catalogueOf(few)).colourTerm).toBeNull();
});

test('a wrong solution in the header gives no wrong magnitude: the frame is solved again, or refused in words', () => {
  const stars = sky(5);
  const frame = frameOf(stars);
  const without = (...names: string[]) => frame.header.filter(({ keyword }) => !names.includes(keyword));
  const wrong = Object.entries(wcsKeywords(frameWcs({ ra: 120.4, dec: 30.2 }, SIZE, { scale: SCALE })));
  const names = wrong.map(([keyword]) => keyword);
  const lying = [...without(...names), ...wrong.map(([keyword, value]) => card(keyword, value))];
  const catalogue = catalogueOf(stars);
  const again = fieldPhotometry({ ...frame, header: lying }, catalogue);
  expect(again.solution).toBe('solved');
  expect(Math.abs(again.zeroPoint - ZERO)).toBeLessThan(0.02);
  const blind = lying.filter(({ keyword }) => keyword !== 'RA');
  expect(() => fieldPhotometry({ ...frame, header: blind }, catalogue)).toThrow(
    /header tells is not the one in the frame, and its header does not say where it points/,
  );
  const unsolved = without(...names);
  expect(fieldPhotometry({ ...frame, header: unsolved }, catalogue).solution).toBe('solved');
  const elsewhere = unsolved.map((one) => (one.keyword === 'DEC' ? card('DEC', -40) : one));
  expect(() => fieldPhotometry({ ...frame, header: elsewhere }, catalogue)).toThrow(
    /not solved, and it cannot be solved/,
  );
});

test('a field with fewer stars than are needed, and one without clear stars, are refused', () => {
  const stars = sky(6);
  expect(() => fieldPhotometry(frameOf(stars), catalogueOf(stars.slice(0, 2)))).toThrow(/catalogue has \d stars/);
  expect(() => fieldPhotometry(frameOf([]), catalogueOf(stars))).toThrow(/stars are clear enough/);
});
