import type { PixelArray } from '@uraniborg/core';
import { encodeFits, readBmp, serWriter, writeBmp } from '@uraniborg/formats';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desktop, imageSharp, imageShown, launch, openPage, withChromium } from './chromium.ts';
import { type RunningObservatory, startObservatory } from './observatory.ts';
import { openFile } from './openFile.ts';
import { screenPixels } from './pixels.ts';

describe.runIf(withChromium)('frames of every kind, opened as files', () => {
  let observatory: RunningObservatory;
  let browser: Browser;

  beforeAll(async () => {
    [observatory, browser] = await Promise.all([startObservatory(), launch()]);
    const { page } = await openPage(browser, desktop);
    await page.goto(observatory.url);
    await imageShown(page);
    await page.context().close();
  });
  afterAll(async () => {
    await browser?.close();
    await observatory?.stop();
  });

  /** A page that shows a FITS file of these pixels. */
  async function pageWith(pixels: { width: number; height: number; planes: 1 | 3; data: PixelArray }): Promise<Page> {
    const { page } = await openPage(browser, desktop, { 'image.stretch': 'linear' });
    await page.goto(observatory.url);
    await imageShown(page);
    await openFile(page, 'test.fits', encodeFits({ pixels, header: [] }));
    return page;
  }

  /** What is drawn, at shares of the shown image's width and height. */
  async function drawn(page: Page, image: { width: number; height: number }, at: [number, number][]) {
    await imageSharp(page);
    await page.locator('button[aria-label="Whole image"][aria-pressed="true"]').waitFor();
    const box = await page.locator('canvas[aria-label="Frame"]').boundingBox();
    if (!box) throw new Error('no canvas');
    const scale = Math.min(box.width / image.width, box.height / image.height);
    const { width, data } = await screenPixels(page);
    return at.map(([fx, fy]) => {
      const x = Math.round(box.x + box.width / 2 + (fx - 0.5) * image.width * scale);
      const y = Math.round(box.y + box.height / 2 + (fy - 0.5) * image.height * scale);
      return Array.from(data.subarray(4 * (y * width + x), 4 * (y * width + x) + 3));
    });
  }

  test('three planes are red, green and blue', async () => {
    const [width, height] = [300, 200];
    const pixels = new Uint16Array(3 * width * height);
    // Left red, right blue, green in the lower half.
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const at = y * width + x;
        if (x < width / 2) pixels[at] = 65535;
        else pixels[2 * width * height + at] = 65535;
        if (y >= height / 2) pixels[width * height + at] = 32768;
      }
    const page = await pageWith({ width, height, planes: 3, data: pixels });
    const [a, b, c, d] = await drawn(page, { width, height }, [
      [0.25, 0.3],
      [0.75, 0.3],
      [0.25, 0.7],
      [0.75, 0.7],
    ]);
    expect(a).toEqual([255, 0, 0]);
    expect(b).toEqual([0, 0, 255]);
    expect(c).toEqual([255, 128, 0]);
    expect(d).toEqual([0, 128, 255]);
    await page.getByRole('button', { name: 'Brightness' }).click();
    await page.getByRole('switch', { name: 'One stretch for all colours' }).waitFor();
    await page.context().close();
  });

  test('an image wider than a texture is one image, without a seam', async () => {
    const [width, height] = [6000, 3000];
    const pixels = new Uint16Array(width * height);
    for (let i = 0; i < pixels.length; i++) pixels[i] = Math.round(((i % width) / width) * 65535);
    const page = await pageWith({ width, height, planes: 1, data: pixels });
    const columns = Array.from({ length: 19 }, (_, i): [number, number] => [(i + 1) / 20, 0.6]);
    const seam = 4096 / 6000;
    const around = [-0.003, -0.001, 0, 0.001, 0.003].map((d): [number, number] => [seam + d, 0.6]);
    const values = await drawn(page, { width, height }, [...columns, ...around]);
    [...columns, ...around].forEach(([share], i) => {
      expect(Math.abs((values[i]?.[0] ?? 0) - share * 255), `at ${share}`).toBeLessThan(2);
    });
    await page.context().close();
  });

  test('floating-point pixels keep their own range', async () => {
    const [width, height] = [200, 100];
    const pixels = Float32Array.from({ length: width * height }, (_, i) => -0.5 + (i % width) / width);
    const page = await pageWith({ width, height, planes: 1, data: pixels });
    const [left, middle, right] = await drawn(page, { width, height }, [
      [0.01, 0.6],
      [0.5, 0.6],
      [0.99, 0.6],
    ]);
    expect(left?.[0]).toBeLessThan(8);
    expect(Math.abs((middle?.[0] ?? 0) - 128)).toBeLessThan(4);
    expect(right?.[0]).toBeGreaterThan(247);
    await page.context().close();
  });

  test('a picture stays as it was made, and values far below 1 can be read', async () => {
    const [width, height] = [200, 100];
    const { page } = await openPage(browser, desktop);
    await page.goto(observatory.url);
    await imageShown(page);
    const grey = new Uint8Array(width * height).map((_, i) => (i % 2 === 0 ? 63 : 65));
    await openFile(page, 'finished.bmp', writeBmp({ width, height, planes: 1, data: grey }));
    const [middle] = await drawn(page, { width, height }, [[0.5, 0.6]]);
    expect(Math.abs((middle?.[0] ?? 0) - 64)).toBeLessThan(3);
    // What is saved as it is shown looks as it does: turned round here.
    for (const key of ['i', 'h']) await page.keyboard.press(key);
    await page.getByRole('button', { name: 'File', exact: true }).click();
    const link = await page.getByRole('link', { name: 'BMP, as shown' }).getAttribute('href');
    const saved = readBmp(new Uint8Array(await (await fetch(new URL(link ?? '', observatory.url))).arrayBuffer()));
    expect([saved.width, saved.height, ...saved.data.subarray(0, 4)]).toEqual([width, height, 190, 192, 190, 192]);
    await page.keyboard.press('Escape');
    for (const key of ['i', 'h']) await page.keyboard.press(key);
    const faint = Float32Array.from({ length: width * height }, (_, i) => 0.012 + ((i * 7919) % 13) * 1e-4);
    await openFile(page, 'faint.fits', encodeFits({ pixels: { width, height, planes: 1, data: faint }, header: [] }));
    const histogram = page.getByRole('region', { name: 'Histogram' });
    await histogram.getByText('0.012').waitFor();
    expect(await histogram.getByRole('textbox', { name: 'Middle point' }).inputValue()).toMatch(/^0\.01\d+$/);
    await page.context().close();
  });

  test('a graphics processor that was reset draws again', async () => {
    const [width, height] = [100, 100];
    const data = new Uint16Array(width * height).fill(40_000);
    const page = await pageWith({ width, height, planes: 1, data });
    const before = await drawn(page, { width, height }, [[0.5, 0.6]]);
    expect(before[0]?.[0]).toBeGreaterThan(150);
    await page.evaluate(async () => {
      const canvas = document.querySelector<HTMLCanvasElement>('canvas[aria-label="Frame"]');
      const extension = canvas?.getContext('webgl2')?.getExtension('WEBGL_lose_context');
      const happened = (name: string) => new Promise((resolve) => canvas?.addEventListener(name, resolve));
      const lost = happened('webglcontextlost');
      extension?.loseContext();
      await lost;
      await new Promise(requestAnimationFrame);
      const restored = happened('webglcontextrestored');
      extension?.restoreContext();
      await restored;
      for (let i = 0; i < 6; i++) await new Promise(requestAnimationFrame);
    });
    expect(await drawn(page, { width, height }, [[0.5, 0.6]])).toEqual(before);
    await page.context().close();
  });

  test('a file that is none, dropped on the page, says so and breaks nothing', async () => {
    const { page } = await openPage(browser, desktop);
    await page.goto(observatory.url);
    const before = await imageShown(page);
    const data = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['Dear diary'], 'notes.txt'));
      return transfer;
    });
    await page.dispatchEvent('main', 'dragover', { dataTransfer: data });
    await page.getByText('Let go to look at it').waitFor();
    await page.dispatchEvent('main', 'drop', { dataTransfer: data });
    await page.getByText(/notes\.txt is no FITS/).waitFor();
    expect(await imageShown(page)).toBe(before);
    await page.context().close();
  });

  test('a recording is gone through frame by frame', async () => {
    const { page } = await openPage(browser, desktop, { 'image.stretch': 'linear' });
    await page.goto(observatory.url);
    await imageShown(page);
    await openFile(page, 'video.ser', recording());
    await page.getByText('1 of 3').waitFor();
    const [first] = await drawn(page, { width: 64, height: 64 }, [[0.5, 0.5]]);
    await page.keyboard.press(']');
    await page.getByText('2 of 3').waitFor();
    await page.locator('[data-frame$=".1"][data-sharp="true"]').waitFor();
    const [second] = await drawn(page, { width: 64, height: 64 }, [[0.5, 0.5]]);
    expect([first?.[0], second?.[0]]).toEqual([50, 100]);
    await page.getByRole('button', { name: 'Newest' }).click();
    await page.locator('[data-frame]:not([data-frame^="file-"])').waitFor();
    await page.context().close();
  });
});

/** Three frames of 8 bits, each brighter than the one before. */
function recording(): Uint8Array {
  const writer = serWriter({ width: 64, height: 64, depth: 8, colour: 'mono' });
  const frames = [50, 100, 150].map((value) => {
    const data = new Uint8Array(64 * 64).fill(value);
    return writer.frame({ width: 64, height: 64, planes: 1, data }, undefined);
  });
  // The header last: it knows how many there are by then.
  return Buffer.concat([writer.header(), ...frames, writer.trailer()]);
}
