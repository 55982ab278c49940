import { median, type Pixels, seededRandom } from '@uraniborg/core';
import { card, type Frame, readJpeg } from '@uraniborg/formats';
import { expect, test } from 'vitest';
import { type PixelJobs, pixelJobs } from '../workers/pixelJobs.ts';
import type { PixelWorkers } from '../workers/pixelWorkers.ts';
import { measureFrame } from './measureFrame.ts';
import { preview } from './preview.ts';

const SIGMA = 1.5;
const FWHM = 2.3548 * SIGMA;

/** Round Gaussian stars on a sky of 500 ADU with a noise of 10. */
function sky(width: number, height: number, stretch = 1): Pixels {
  const random = seededRandom(3);
  const data = Uint16Array.from({ length: width * height }, () => 500 + Math.round(10 * random.normal()));
  for (let cy = 30; cy < height - 20; cy += 40)
    for (let cx = 30; cx < width - 20; cx += 40)
      for (let y = -12; y <= 12; y++)
        for (let x = -12; x <= 12; x++) {
          const at = (cy + y) * width + cx + x;
          const r2 = (x / stretch) ** 2 + y ** 2;
          data[at] = Math.min(65535, (data[at] ?? 0) + 8000 * Math.exp(-r2 / (2 * SIGMA * SIGMA)));
        }
  return { width, height, planes: 1, data };
}

/** All the work is done here. */
const here = (async (name: keyof PixelJobs, ...input: unknown[]) =>
  await (pixelJobs[name] as (...input: unknown[]) => unknown)(...input)) as PixelWorkers['run'];

/** What was measured, without the table of stars. */
const measure = async (frame: Frame) => (await measureFrame(frame, here)).measured;

const header = [card('IMAGETYP', 'Light Frame'), card('SCALE', 1.25), card('CENTALT', 61.5), card('FOCUSTEM', 7)];

test('stars, their width in pixels and arcseconds, the sky and what the header knows', async () => {
  const measured = await measure({ pixels: sky(400, 320), header });
  expect(measured.stars).toBe(9 * 7);
  expect(measured.saturatedStars).toBe(0);
  expect(measured.fwhm).toBeGreaterThan(0.95 * FWHM);
  expect(measured.fwhm).toBeLessThan(1.05 * FWHM);
  expect(measured.hfd).toBeGreaterThan(0.95 * FWHM);
  expect(measured.fwhmArcsec).toBeCloseTo((measured.fwhm ?? 0) * 1.25, 6);
  expect(measured.eccentricity).toBeLessThan(0.3);
  expect(measured.background).toBeCloseTo(500, -0.5);
  expect(measured.noise).toBeGreaterThan(9);
  expect(measured.noise).toBeLessThan(11.5);
  expect(measured).toMatchObject({ altitude: 61.5, focuserTemperature: 7 });
});

test('what the header says of guiding', async () => {
  const cards = Object.entries({
    GUIDERMS: 1.5,
    GUIDERA: 0.9,
    GUIDEDEC: 1.2,
    GUIPXRMS: 0.75,
    GUIPXRA: 0.45,
    GUIPXDEC: 0.6,
  });
  const told = [...cards.map(([keyword, value]) => card(keyword, value)), card('GUIDSTEP', 40), card('GUIDLOST', 2)];
  const pixels = sky(100, 100);
  expect((await measure({ pixels, header: told })).guiding).toEqual({
    arcsec: { ra: 0.9, dec: 1.2, total: 1.5 },
    pixels: { ra: 0.45, dec: 0.6, total: 0.75 },
    steps: 40,
    lost: 2,
  });
  const few = [card('GUIDSTEP', 2), card('GUIDLOST', 0)];
  expect((await measure({ pixels, header: few })).guiding).toEqual({ arcsec: null, pixels: null, steps: 2, lost: 0 });
  expect((await measure({ pixels, header: [] })).guiding).toBeNull();
});

test('twice as long as wide is an eccentricity of 0.87; without a focal length there are no arcseconds', async () => {
  const { eccentricity, fwhmArcsec } = await measure({ pixels: sky(400, 320, 2), header: [] });
  expect(eccentricity).toBeCloseTo(Math.sqrt(1 - 1 / 4), 1);
  expect(fwhmArcsec).toBeNull();
});

test('a mosaic is measured in its own pixels', async () => {
  const mosaic = await measure({ pixels: sky(400, 320), header: [...header, card('BAYERPAT', 'RGGB')] });
  expect(mosaic.stars).toBe(9 * 7);
  expect(mosaic.fwhm).toBeGreaterThan(0.9 * FWHM);
  expect(mosaic.fwhm).toBeLessThan(1.2 * FWHM);
  expect(mosaic.noise).toBeGreaterThan(8.5);
  expect(mosaic.noise).toBeLessThan(11.5);
});

test('a dark has a level and a noise and no stars; an empty sky has none either, and says so', async () => {
  const pixels = sky(60, 40);
  const dark = await measure({ pixels, header: [card('IMAGETYP', 'Dark Frame')] });
  expect(dark).toMatchObject({ stars: null, hfd: null, fwhm: null, eccentricity: null, saturatedStars: null });
  expect(dark.background).toBeGreaterThan(480);
  const empty = { ...pixels, data: new Uint16Array(pixels.data.length).fill(300) };
  expect(await measure({ pixels: empty, header })).toMatchObject({
    stars: 0,
    hfd: null,
    background: 300,
    noise: 0,
  });
});

test.each([
  [400, 320, 100, []],
  [400, 320, 100, [card('BAYERPAT', 'RGGB')]],
  [400, 3, 100, []],
  [90, 60, 100, []],
])('a preview of %i x %i pixels is no larger than asked for', (width, height, side, cards) => {
  const { pixels: small } = readJpeg(preview({ pixels: sky(width, height), header: cards }, side));
  expect(Math.max(small.width, small.height)).toBeLessThanOrEqual(Math.max(side, width / height));
  expect(small.width).toBeGreaterThan(0);
});

test('the preview of a mosaic has its colours, and a grey sky', () => {
  const { width, height, data } = sky(320, 240);
  const raw = Uint16Array.from(data, (value, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    const isRed = x % 2 === 0 && y % 2 === 0;
    return (isRed ? 2 * value : value) + (isRed && x > 200 && y > 120 ? 5000 : 0);
  });
  const frame = { pixels: { width, height, planes: 1 as const, data: raw }, header: [card('BAYERPAT', 'RGGB')] };
  const { pixels: small } = readJpeg(preview(frame, 80));
  expect(small).toMatchObject({ width: 80, height: 60, planes: 3 });
  const [red = 0, green = 0, blue = 0] = [0, 1, 2].map((plane) => small.data[(plane * 60 + 45) * 80 + 70]);
  expect(red).toBeGreaterThan(Math.max(green, blue) + 60);
  const grey = [0, 1, 2].map((plane) => median(small.data.subarray(plane * 4800, plane * 4800 + 2000)));
  expect(Math.max(...grey) - Math.min(...grey)).toBeLessThan(12);
});

test('a frame knows its stars again behind a cloud, and turned after a flip', async () => {
  const wide = (dimmer: number, turned: boolean): Pixels => {
    const random = seededRandom(21);
    const data = new Uint16Array(400 * 320).fill(500);
    for (let star = 0; star < 40; star++) {
      const [x, y] = [20 + Math.floor(random.uniform() * 360), 20 + Math.floor(random.uniform() * 280)];
      const peak = dimmer * 20_000 * 0.1 ** random.uniform();
      for (let v = -8; v <= 8; v++)
        for (let u = -8; u <= 8; u++) {
          const at = (y + v) * 400 + x + u;
          data[at] = Math.min(60_000, (data[at] ?? 0) + peak * Math.exp(-(u * u + v * v) / (2 * SIGMA * SIGMA)));
        }
    }
    const noise = seededRandom(dimmer * 100);
    const noisy = data.map((value) => value + 10 * noise.normal());
    return { width: 400, height: 320, planes: 1, data: turned ? noisy.reverse() : noisy };
  };
  const clear = await measureFrame({ pixels: wide(1, false), header }, here);
  expect(clear.measured.transparency).toBeNull();
  const same = await measureFrame({ pixels: wide(1, false), header }, here, Promise.resolve([clear.table]));
  expect(same.measured.transparency).toBeCloseTo(1, 1);
  for (const turned of [false, true]) {
    const cloudy = await measureFrame(
      { pixels: wide(0.4, turned), header },
      here,
      Promise.resolve([clear.table, same.table]),
    );
    expect(cloudy.measured.transparency).toBeGreaterThan(0.37);
    expect(cloudy.measured.transparency).toBeLessThan(0.43);
  }
  const elsewhere = await measureFrame({ pixels: sky(400, 320), header }, here, Promise.resolve([clear.table]));
  expect(elsewhere.measured.transparency).toBeNull();
});

test('a trail is found where it is, in a mosaic too', async () => {
  for (const cards of [header, [...header, card('BAYERPAT', 'RGGB')]]) {
    const pixels = sky(400, 320);
    for (let x = 0; x < 400; x++)
      for (let y = -4; y <= 4; y++) {
        const at = (60 + Math.round(x / 2) + y) * 400 + x;
        pixels.data[at] = (pixels.data[at] ?? 0) + 60 * Math.exp(-(y * y) / 5);
      }
    const { trail } = await measure({ pixels, header: cards });
    for (const [x, y] of [
      [trail?.x1, trail?.y1],
      [trail?.x2, trail?.y2],
    ])
      expect(Math.abs((y ?? 0) - 60 - (x ?? 0) / 2)).toBeLessThan(3);
  }
});
