import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desktop, imageShown, launch, openPage, withChromium } from './chromium.ts';
import { type RunningObservatory, startObservatory } from './observatory.ts';
import { screenPixels } from './pixels.ts';

interface Served {
  width: number;
  height: number;
  planes: number;
  type: string;
  body: Buffer;
}

describe.runIf(withChromium)('frames of every kind, as the server may send them', () => {
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

  /** The page with `served` in place of the pixels of the newest frame. */
  async function pageWith(served: Served): Promise<Page> {
    const { page } = await openPage(browser, desktop, { 'image.stretch': 'linear' });
    await page.context().route('**/pixels', (route) =>
      route.fulfill({
        body: served.body,
        headers: {
          'content-type': 'application/octet-stream',
          'x-frame-width': String(served.width),
          'x-frame-height': String(served.height),
          'x-frame-planes': String(served.planes),
          'x-frame-type': served.type,
        },
      }),
    );
    await page.goto(observatory.url);
    return page;
  }

  /** What is drawn, at shares of the shown image's width and height. */
  async function drawn(page: Page, image: { width: number; height: number }, at: [number, number][]) {
    await imageShown(page);
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
    const page = await pageWith({ width, height, planes: 3, type: 'uint16', body: Buffer.from(pixels.buffer) });
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
    await page.getByRole('button', { name: 'One stretch for all colours' }).waitFor();
    await page.context().close();
  });

  test('an image wider than a texture is one image, without a seam', async () => {
    const [width, height] = [6000, 3000];
    const pixels = new Uint16Array(width * height);
    for (let i = 0; i < pixels.length; i++) pixels[i] = Math.round(((i % width) / width) * 65535);
    const page = await pageWith({ width, height, planes: 1, type: 'uint16', body: Buffer.from(pixels.buffer) });
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
    const page = await pageWith({ width, height, planes: 1, type: 'float32', body: Buffer.from(pixels.buffer) });
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

  test('a graphics processor that was reset draws again', async () => {
    const [width, height] = [100, 100];
    const body = Buffer.from(new Uint16Array(width * height).fill(40_000).buffer);
    const page = await pageWith({ width, height, planes: 1, type: 'uint16', body });
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

  test.each([
    ['broke off', { width: 100, height: 100, type: 'uint16', length: 10_000 }, /broke off after 10000 of 20000 bytes/],
    ['too long', { width: 100, height: 100, type: 'uint16', length: 30_000 }, /more bytes than its size says/],
    ['absurd', { width: 1e6, height: 1e6, type: 'uint16', length: 10 }, /more than this page takes/],
    ['unknown', { width: 100, height: 100, type: 'complex64', length: 10 }, /cannot be shown/],
  ])('a frame that is %s says so and breaks nothing', async (_, { length, ...head }, sentence) => {
    const page = await pageWith({ ...head, planes: 1, body: Buffer.alloc(length) });
    await page.getByRole('alert').filter({ hasText: sentence }).waitFor();
    expect(await page.getByRole('button', { name: 'Take one' }).isEnabled()).toBe(true);
    await page.context().close();
  });
});
