import type { Pixels } from '@uraniborg/core';
import { card, type Frame } from '@uraniborg/formats';
import { detectMosaicStars, findBadPixels } from '@uraniborg/imaging';
import { afterAll, expect, test } from 'vitest';
import { scattered, starField } from '../../../imaging/src/testing/starField.ts';
import { correctFrame, prepareFrame, type Recipe } from '../jobs/frames/prepareFrame.ts';
import { pixelWorkers } from '../workers/pixelWorkers.ts';
import { frameRoom } from './frameRoom.ts';
import { preparedFrame } from './preparedFrame.ts';

const workers = pixelWorkers();
afterAll(() => workers.close());

// The last cells are not whole.
const [width, height] = [431, 303];
const size = { width, height, planes: 1 } as const;
const HOT = 40 * width + 60;

const level = (value: number): Pixels => {
  const data = new Float32Array(new SharedArrayBuffer(4 * width * height));
  for (let i = 0; i < data.length; i++) data[i] = value + (i % 7) / 10;
  data[HOT] = value < 1000 ? 5000 : value;
  return { ...size, data };
};
const dark = level(20);
const recipe: Recipe = { dark, flat: level(30_000), badPixels: findBadPixels(dark), debayer: 'auto' };

/** What a sensor of colours sees of a field; its columns begin with the second of RGGB. */
function mosaic(shared: boolean, seed = 1): Frame {
  const stars = scattered({ width, height, spacing: 40, flux: [20_000, 400_000] });
  const { data: light } = starField({ width, height, stars, hfd: 4, sky: 300, seed });
  const data = new Uint16Array(shared ? new SharedArrayBuffer(2 * light.length) : new ArrayBuffer(2 * light.length));
  for (let i = 0; i < data.length; i++) {
    const colour = ((i % width) + 1 + Math.floor(i / width)) % 2 === 1 ? 1 : Math.floor(i / width) % 2 === 0 ? 0 : 2;
    data[i] = (light[i] ?? 0) * ([0.5, 1, 0.8][colour] ?? 1);
  }
  data[HOT] = 60_000;
  return { pixels: { ...size, data }, header: [card('BAYERPAT', 'RGGB'), card('XBAYROFF', 1)] };
}

test.each([
  ['in shared memory, with masters', true, recipe],
  ['in memory of its own, with masters', false, recipe],
  ['in shared memory, as it comes', true, { debayer: 'auto' }],
] as const)('a mosaic %s has the colours that one thread makes of it', async (_, shared, recipe: Recipe) => {
  const frame = mosaic(shared);
  const { pixels, skies } = await preparedFrame(workers, frame, recipe, frameRoom());
  const calibrated = correctFrame(frame.pixels, recipe, true);
  const known = prepareFrame({ ...calibrated, data: Float32Array.from(calibrated.data) }, frame.header, {
    debayer: 'auto',
  });
  expect(pixels).toMatchObject({ width, height, planes: 3 });
  expect(Buffer.from(pixels.data.buffer).equals(Buffer.from(known.data.buffer))).toBe(true);
  const [red, green, blue] = skies.map((sky) => sky.level);
  const pedestal = recipe.dark ? 20 : 0;
  expect(((red ?? 0) + pedestal) / ((green ?? 0) + pedestal)).toBeCloseTo(0.5, 1);
  expect(((blue ?? 0) + pedestal) / ((green ?? 0) + pedestal)).toBeCloseTo(0.8, 1);
});

test('its stars are those of its cells, and a hot pixel is none', async () => {
  const frame = mosaic(true);
  const { stars, shape } = await preparedFrame(workers, frame, recipe, frameRoom());
  const known = detectMosaicStars(correctFrame(frame.pixels, recipe, true));
  expect(shape.stars).toBe(stars.length);
  expect(Math.abs(stars.length - known.length)).toBeLessThanOrEqual(1);
  const [x, y] = [HOT % width, Math.floor(HOT / width)];
  expect(stars.filter((star) => Math.hypot(star.x - x, star.y - y) < 3)).toEqual([]);
  for (const star of stars) {
    const nearest = Math.min(...known.map((other) => Math.hypot(star.x - other.x, star.y - other.y)));
    expect(nearest).toBeLessThan(0.05);
  }
});

test('memory is used again for the next frame, and what was in it does not matter', async () => {
  const room = frameRoom();
  const first = await preparedFrame(workers, mosaic(true, 1), recipe, room);
  const again = await preparedFrame(workers, mosaic(true, 2), recipe, room);
  expect(again.pixels.data.buffer).toBe(first.pixels.data.buffer);
  const anew = await preparedFrame(workers, mosaic(true, 2), recipe, frameRoom());
  expect(again).toEqual(anew);
  // Joined two by two there is one plane, of a quarter of the pixels.
  const { pixels } = await preparedFrame(workers, mosaic(true, 2), { ...recipe, debayer: 'grey' }, room);
  expect(pixels).toMatchObject({ width: 215, height: 151, planes: 1 });
});
