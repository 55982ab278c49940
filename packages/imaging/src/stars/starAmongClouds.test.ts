import { median } from '@uraniborg/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Hardship, hardSky } from '../testing/hardSky.ts';
import { judgeWidths } from '../testing/judgeWidths.ts';
import { scattered, starField, type TrueStar } from '../testing/starField.ts';
import { detectStars } from './detectStars.ts';

// One frame of each: the nightly run draws others.
test.each<[Hardship, number]>([
  ['nebula', 100],
  ['crowd', 1500],
  ['both', 500],
  ['wings', 300],
])('faint stars of a field with hardship "%s" are not measured with what is around them', (hardship, least) => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const field = hardSky(hardship, seed);
      const { matched, wide, circles } = judgeWidths(field, detectStars(starField(field)).stars);
      expect(matched).toBeGreaterThan(least);
      // A few by chance, and one in a hundred.
      expect(wide).toBeLessThanOrEqual(4 + 0.01 * matched);
      expect(circles).toBeLessThanOrEqual(16 + 0.02 * matched);
    }),
    { numRuns: 1, endOnFailure: true },
  );
});

const size = { width: 480, height: 320 };
/** A blurred disk of its own width, as light on top of the sky. */
const galaxy = (flux: number, hfd: number) => (x: number, y: number) => {
  const variance = (hfd / 2.3548) ** 2;
  return 400 + (flux / (2 * Math.PI * variance)) * Math.exp(-((x - 240) ** 2 + (y - 160) ** 2) / (2 * variance));
};

test('a galaxy among stars is as wide as it is', () => {
  const stars = scattered({ ...size, spacing: 80, flux: [20_000, 100_000] }).filter(
    ({ x, y }) => Math.hypot(x - 240, y - 160) > 60,
  );
  const found = detectStars(starField({ ...size, stars, hfd: 3, sky: galaxy(200_000, 20) })).stars;
  const one = found.find(({ x, y }) => Math.hypot(x - 240, y - 160) < 2);
  expect(found).toHaveLength(stars.length + 1);
  expect(Math.abs((one?.hfd ?? 0) / 20 - 1)).toBeLessThan(0.05);
});

test('a star on a galaxy is as narrow as it is', () => {
  const stars: TrueStar[] = scattered({ ...size, spacing: 80, flux: [20_000, 100_000] });
  const on = { x: 244, y: 158, flux: 8000 };
  const found = detectStars(
    starField({
      ...size,
      stars: [...stars.filter(({ x, y }) => Math.hypot(x - 240, y - 160) > 60), on],
      hfd: 3,
      sky: galaxy(80_000, 20),
    }),
  ).stars;
  const one = found.find(({ x, y }) => Math.hypot(x - on.x, y - on.y) < 1);
  expect(one?.hfd).toBeGreaterThan(2.5);
  expect(one?.hfd).toBeLessThan(4.2);
});

test('trails of stars and rings far out of focus are no clouds, whatever hot pixels are beside them', () => {
  const stars = scattered({ ...size, spacing: 80, flux: [100_000, 300_000] });
  const trails = stars.flatMap(({ x, y, flux }) =>
    Array.from({ length: 31 }, (_, i) => ({ x: x + i - 15, y: y + (i - 15) / 3, flux: flux / 31 })),
  );
  const rings = starField({ ...size, stars, hfd: 15, profile: 'ring' });
  const clean = detectStars(rings).stars;
  for (let at = 999; at < rings.data.length; at += 1999) rings.data[at] = 30_000;
  const [trailed, round] = [starField({ ...size, stars: trails, hfd: 3 }), rings].map(
    (pixels) => detectStars(pixels).stars,
  );
  expect(trailed).toHaveLength(stars.length);
  expect(median(trailed?.map(({ hfd }) => hfd) ?? [])).toBeGreaterThan(14);
  expect(clean).toHaveLength(stars.length);
  // Where a hot pixel is on top of a star it is none.
  expect(round?.length).toBeGreaterThan(0.9 * stars.length);
  expect(Math.abs(median(round?.map(({ hfd }) => hfd) ?? []) / 15 - 1)).toBeLessThan(0.05);
});
