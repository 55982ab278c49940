import type { Pixels } from '@uraniborg/core';
import { card, encodeFits } from '@uraniborg/formats';
import { debayer } from '@uraniborg/imaging';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desktop, imageSharp, imageShown, launch, openPage, withChromium } from './chromium.ts';
import { type RunningObservatory, startObservatory } from './observatory.ts';
import { openFile } from './openFile.ts';
import { screenPixels } from './pixels.ts';

/** More than a tile along either side. */
const [WIDTH, HEIGHT] = [640, 560];
const data = new Uint16Array(WIDTH * HEIGHT);

/** RGGB: waves of light over the whole range, of which red is half and blue two thirds. */
function mosaicFile(): Uint8Array {
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) {
      const light = 32_000 + 14_000 * Math.sin(x / 3) + 14_000 * Math.cos(y / 4);
      data[y * WIDTH + x] = Math.round(light * ([0.5, 1, 2 / 3][(x % 2) + (y % 2)] ?? 0));
    }
  const pixels = { width: WIDTH, height: HEIGHT, planes: 1 as const, data };
  return encodeFits({ pixels, header: [card('BAYERPAT', 'RGGB')] });
}

/** Malvar, He & Cutler 2004, figure 2: weights in sixteenths of the pixel, of those beside it, above and below, and so on. */
function byGradient(): Pixels<Float64Array> {
  const colours = new Float64Array(3 * data.length);
  const at = (x: number, y: number) => data[y * WIDTH + x] ?? 0;
  for (let y = 2; y < HEIGHT - 2; y++)
    for (let x = 2; x < WIDTH - 2; x++) {
      const centre = at(x, y);
      const [across, along] = [at(x - 1, y) + at(x + 1, y), at(x, y - 1) + at(x, y + 1)];
      const [far, deep] = [at(x - 2, y) + at(x + 2, y), at(x, y - 2) + at(x, y + 2)];
      const diagonal = at(x - 1, y - 1) + at(x + 1, y - 1) + at(x - 1, y + 1) + at(x + 1, y + 1);
      const beside = (10 * centre + 8 * across - 2 * (diagonal + far) + deep) / 16;
      const above = (10 * centre + 8 * along - 2 * (diagonal + deep) + far) / 16;
      const green = (4 * centre + 2 * (across + along) - far - deep) / 8;
      const opposite = (12 * centre + 4 * diagonal - 3 * (far + deep)) / 16;
      const isRed = y % 2 === 0;
      const own = isRed ? [centre, green, opposite] : [opposite, green, centre];
      const others = isRed ? [beside, centre, above] : [above, centre, beside];
      const rgb = x % 2 === y % 2 ? own : others;
      for (const [plane, value] of rgb.entries()) colours[plane * data.length + y * WIDTH + x] = value;
    }
  return { width: WIDTH, height: HEIGHT, planes: 3, data: colours };
}

describe.runIf(withChromium)('the mosaic of a colour sensor', () => {
  let observatory: RunningObservatory;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    [observatory, browser] = await Promise.all([startObservatory(), launch()]);
    ({ page, complaints } = await openPage(browser, desktop, { 'image.stretch': 'linear', 'image.linked': true }));
    await page.goto(observatory.url);
    await imageShown(page);
    await openFile(page, 'mosaic.fits', mosaicFile());
    await page.keyboard.press('o');
    await imageSharp(page);
  });
  afterAll(async () => {
    await browser?.close();
    await observatory?.stop();
    expect(complaints).toEqual([]);
  });

  const brightness = () => page.getByRole('button', { name: 'Brightness', exact: true });
  async function choose(method: string): Promise<void> {
    await brightness().click();
    await page.getByLabel('Mosaic', { exact: true }).click();
    await page.getByRole('option', { name: method, exact: true }).click();
    await page.keyboard.press('Escape');
    await page.getByLabel('Mosaic', { exact: true }).waitFor({ state: 'hidden' });
    await page.mouse.move(5, 5);
    await imageSharp(page);
  }
  /** Each has its level and its noise beside the points. */
  const channelsOfHistogram = () =>
    page
      .getByRole('region', { name: 'Histogram' })
      .getByText(/^(±$|σ)/)
      .count();
  /** Colours of pixels at 1:1, around the corner where four tiles meet, as they are on the screen. */
  async function onScreen(): Promise<number[][]> {
    const box = await page.locator('canvas[aria-label="Frame"]').boundingBox();
    if (!box) throw new Error('no canvas');
    const { width, data: screen } = await screenPixels(page);
    const left = Math.round(box.x + box.width / 2 - WIDTH / 2);
    const top = Math.round(box.y + box.height / 2 - HEIGHT / 2);
    return places.map(([x, y]) => {
      const at = 4 * ((top + y) * width + left + x);
      return Array.from(screen.subarray(at, at + 3));
    });
  }
  const places = [508, 511, 512, 513].flatMap((x) => [300, 301].map((y) => [x, y] as const));
  const eight = (value: number) => (255 * value) / 65535;

  test.each([
    ['Superpixel', 'superpixel'],
    ['Bilinear', 'bilinear'],
    ['Gradient', 'gradient'],
  ] as const)(
    '%s: the colours of each pixel are those of the kernel, across the edges of tiles',
    async (name, method) => {
      await choose(name);
      const mosaic = { width: WIDTH, height: HEIGHT, planes: 1, data } as const;
      const known = method === 'gradient' ? byGradient() : debayer(mosaic, { order: 'RGGB', method });
      const expected = places.map(([x, y]) =>
        [0, 1, 2].map((plane) => {
          const [u, v] = method === 'superpixel' ? [x >> 1, y >> 1] : [x, y];
          return eight(known.data[(plane * known.height + v) * known.width + u] ?? 0);
        }),
      );
      const off = async () => {
        const seen = await onScreen();
        return Math.max(...seen.flatMap((rgb, i) => rgb.map((value, c) => Math.abs(value - (expected[i]?.[c] ?? 0)))));
      };
      await expect.poll(off, { timeout: 30_000 }).toBeLessThan(1.5);
    },
  );

  test('without colours it is the mosaic, pixel by pixel', async () => {
    await choose('No colours');
    const off = async () => {
      const seen = await onScreen();
      return Math.max(
        ...seen.flatMap((rgb, i) => {
          const [x, y] = places[i] ?? [0, 0];
          return rgb.map((value) => Math.abs(value - eight(data[y * WIDTH + x] ?? 0)));
        }),
      );
    };
    await expect.poll(off, { timeout: 30_000 }).toBeLessThan(1.5);
    await page.mouse.move(400, 400);
    await page.locator('[data-testid="pixel"][data-exact="true"]').waitFor();
    expect(await channelsOfHistogram()).toBe(1);
  });

  test('balanced by hand, red is as bright as green', async () => {
    await choose('Bilinear');
    await brightness().click();
    await page.getByRole('switch', { name: 'Balance the colours' }).click();
    await page.getByRole('button', { name: 'The average star is white' }).waitFor();
    for (const [name, factor] of [
      ['Red', '2'],
      ['Blue', '1.5'],
    ] as const) {
      await page.getByLabel(name, { exact: true }).fill(factor);
      await page.getByLabel(name, { exact: true }).press('Enter');
    }
    await page.keyboard.press('Escape');
    await page.mouse.move(5, 5);
    expect(await channelsOfHistogram()).toBe(3);
    const spread = async () => Math.max(...(await onScreen()).map((rgb) => Math.max(...rgb) - Math.min(...rgb)));
    await expect.poll(spread, { timeout: 30_000 }).toBeLessThan(40);
  });
});
