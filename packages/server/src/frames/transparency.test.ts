import { seededRandom } from '@uraniborg/core';
import { detectStars } from '@uraniborg/imaging';
import { expect, test } from 'vitest';
import { starField } from '../../../imaging/src/testing/starField.ts';
import { starTable } from './starTable.ts';
import { transparency } from './transparency.ts';

/** As many as a test has time for; the nightly run has more. */
const FRAMES = Number(process.env.URANIBORG_CLOUD_FRAMES ?? 10);
const SIZE = { width: 420, height: 320 };
/** What the flag `fainterStars` calls lost. */
const FAINTER = 0.67;

/** The same field of 70 stars, saturated ones among them, a few pixels further on each time, in another seeing and sky. */
function tableOf(frame: number, through: number): Float32Array {
  const field = seededRandom(9);
  const random = seededRandom(1000 + frame);
  const [dx, dy] = [8 * random.normal(), 8 * random.normal()];
  const stars = Array.from({ length: 70 }, () => ({
    x: 20 + 380 * field.uniform() + dx,
    y: 20 + 280 * field.uniform() + dy,
    flux: through * 2500 * 500 ** (field.uniform() ** 2),
  }));
  const hfd = 3.2 * (1 + 0.1 * random.uniform());
  const sky = 300 * (1 + 4 * random.uniform());
  const pixels = starField({ ...SIZE, stars, hfd, sky, seed: frame });
  return starTable(detectStars(pixels, {}).stars);
}

test('a cloud is told by the light it takes: none is missed, and a clear frame is called clear in any sky', () => {
  const before = [0, 1, 2, 3].map((frame) => tableOf(frame, 1));
  let [falseAlarms, misses, unknown, worst] = [0, 0, 0, 0];
  for (let i = 0; i < FRAMES; i++) {
    // A third of the difference in air mass of an hour low in the sky, and no more.
    const clear = transparency(tableOf(100 + i, 0.9 + 0.15 * (i / FRAMES)), before);
    const left = 0.1 + 0.5 * (i / FRAMES);
    const cloudy = transparency(tableOf(500 + i, left), before);
    if (clear === null || cloudy === null) unknown++;
    if (clear !== null && clear < FAINTER) falseAlarms++;
    if (cloudy !== null && cloudy >= FAINTER) misses++;
    if (cloudy !== null) worst = Math.max(worst, Math.abs(cloudy - left));
  }
  expect({ falseAlarms, misses, unknown }).toEqual({ falseAlarms: 0, misses: 0, unknown: 0 });
  expect(worst).toBeLessThan(0.03);
});
