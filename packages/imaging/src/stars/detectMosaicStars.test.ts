import { expect, test } from 'vitest';
import { scattered, starField } from '../testing/starField.ts';
import { detectMosaicStars } from './detectMosaicStars.ts';

test('stars of a mosaic are where they are in the mosaic, with their own flux and about their own size', () => {
  const stars = scattered({ width: 600, height: 400, spacing: 100, flux: [2e5, 4e5] });
  const mosaic = starField({ width: 600, height: 400, stars, hfd: 6 });
  // A sensor whose green sees twice as much as red and blue.
  for (let y = 0; y < 400; y++)
    for (let x = 0; x < 600; x++) if ((x + y) % 2 === 0) mosaic.data[y * 600 + x] = (mosaic.data[y * 600 + x] ?? 0) / 2;
  const found = detectMosaicStars(mosaic);
  expect(found).toHaveLength(stars.length);
  for (const star of stars) {
    const one = found.find(({ x, y }) => Math.hypot(x - star.x, y - star.y) < 0.5);
    expect(one?.flux).toBeGreaterThan(0.68 * star.flux);
    expect(one?.flux).toBeLessThan(0.82 * star.flux);
    expect(one?.hfd).toBeGreaterThan(5.8);
    expect(one?.hfd).toBeLessThan(6.6);
  }
});
