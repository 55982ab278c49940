import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desktop, imageSharp, launch, openPage, withChromium } from './chromium.ts';
import { type RunningObservatory, startObservatory } from './observatory.ts';
import { screenPixels } from './pixels.ts';

describe.runIf(withChromium)('the image view', () => {
  let observatory: RunningObservatory;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    [observatory, browser] = await Promise.all([startObservatory(), launch()]);
    ({ page, complaints } = await openPage(browser, desktop));
    await page.goto(observatory.url);
    await imageSharp(page);
  });
  afterAll(async () => {
    await browser?.close();
    await observatory?.stop();
    expect(complaints).toEqual([]);
  });

  async function canvasBox() {
    const box = await page.locator('canvas[aria-label="Frame"]').boundingBox();
    if (!box) throw new Error('no canvas');
    return box;
  }
  /** Brightness of the screen at a point, 0 to 255. */
  async function brightnessAt(x: number, y: number): Promise<number> {
    const { width, data } = await screenPixels(page);
    return data[4 * (Math.round(y) * width + Math.round(x))] ?? 0;
  }
  const pressed = (name: string, value: boolean) =>
    page.locator(`button[aria-label="${name}"][aria-pressed="${value}"]`).waitFor();

  /** The pixels of the shown frame as the server has them. */
  async function stored() {
    const id = await imageSharp(page);
    const response = await fetch(new URL(`/api/v1/frames/${id}/pixels`, observatory.url));
    expect(response.headers.get('x-frame-type')).toBe('uint16');
    return {
      width: Number(response.headers.get('x-frame-width')),
      data: new Uint16Array(await response.arrayBuffer()),
    };
  }

  async function readOut(): Promise<{ x: number; y: number; value: number }> {
    // The pixel itself comes a moment after the pointer rests on it.
    await page.locator('[data-testid="pixel"][data-exact="true"]').waitFor();
    const texts = await page.getByTestId('pixel').locator('> span').allTextContents();
    const [x, y, value] = texts.map((text) => text.replace(/[^\d.]/g, ''));
    if (!value) throw new Error(`no read-out in "${texts.join(' ')}"`);
    return { x: Number(x), y: Number(y), value: Number(value) };
  }

  test('the read-out under the pointer is the pixel of the file', async () => {
    const { width, data } = await stored();
    const box = await canvasBox();
    for (const [fx, fy] of [
      [0.5, 0.5],
      [0.31, 0.62],
      [0.7, 0.4],
    ] as const) {
      await page.mouse.move(box.x + box.width * fx, box.y + box.height * fy);
      const { x, y, value } = await readOut();
      expect(value).toBe(data[y * width + x]);
    }
  });

  test('what is drawn at 1:1 is the stretched pixel under the pointer', async () => {
    const box = await canvasBox();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.keyboard.press('o');
    await pressed('One to one', true);
    for (let i = 0; i < 8; i++) await page.keyboard.press('+');
    await imageSharp(page);
    const { width, data } = await stored();
    const { median, mad } = (await observatory.state()).frames[0]?.statistics ?? { median: 0, mad: 0 };
    // The automatic stretch, from its definition.
    const black = Math.max(0, median - 2.8 * 1.4826 * mad);
    const mtf = (m: number, x: number) => ((m - 1) * x) / ((2 * m - 1) * x - m);
    const midtones = mtf(0.25, (median - black) / (65535 - black));
    for (const [fx, fy] of [
      [0.5, 0.45],
      [0.4, 0.6],
    ] as const) {
      const [x, y] = [box.x + box.width * fx, box.y + box.height * fy];
      await page.mouse.move(x, y);
      const at = await readOut();
      const share = Math.max(0, ((data[at.y * width + at.x] ?? 0) - black) / (65535 - black));
      expect(Math.abs((await brightnessAt(x, y)) - 255 * mtf(midtones, share))).toBeLessThan(3);
    }
    await page.keyboard.press('f');
    await pressed('Whole image', true);
  });

  test('linear is dark, inverted is light, and auto comes back', async () => {
    const box = await canvasBox();
    const [x, y] = [box.x + box.width / 2, box.y + box.height * 0.55];
    const sky = async () => {
      const { width, data } = await screenPixels(page);
      let sum = 0;
      for (let j = 0; j < 40; j++)
        for (let i = 0; i < 40; i++) sum += data[4 * ((Math.round(y) + j) * width + Math.round(x) + i)] ?? 0;
      return sum / 1600;
    };
    const automatic = await sky();
    await page.keyboard.press('a');
    await page.getByRole('combobox', { name: 'Stretch' }).filter({ hasText: 'Linear' }).waitFor();
    expect(await sky()).toBeLessThan(automatic / 2);
    await page.keyboard.press('i');
    await pressed('Invert', true);
    expect(await sky()).toBeGreaterThan(200);
    await page.keyboard.press('i');
    await page.keyboard.press('a');
    await pressed('Invert', false);
    expect(Math.abs((await sky()) - automatic)).toBeLessThan(2);
  });

  test('the wheel zooms to the pointer and dragging moves the image', async () => {
    const box = await canvasBox();
    const [x, y] = [box.x + box.width * 0.4, box.y + box.height * 0.5];
    await page.mouse.move(x, y);
    const before = await readOut();
    await page.mouse.wheel(0, -600);
    await pressed('Whole image', false);
    await page.mouse.move(x + 1, y);
    await page.mouse.move(x, y);
    const after = await readOut();
    expect(Math.abs(after.x - before.x)).toBeLessThanOrEqual(2);
    expect(Math.abs(after.y - before.y)).toBeLessThanOrEqual(2);
    await page.mouse.down();
    await page.mouse.move(x + 120, y - 60, { steps: 4 });
    await page.mouse.up();
    const moved = await readOut();
    expect(Math.abs(moved.x - after.x)).toBeLessThanOrEqual(2);
    expect(Math.abs(moved.y - after.y)).toBeLessThanOrEqual(2);
    await page.mouse.dblclick(x, y);
    await pressed('Whole image', true);
  });

  test('a point of the histogram is dragged, and typed', async () => {
    const black = page.getByLabel('Black point', { exact: true });
    const handle = page.getByRole('slider', { name: /^black point/ });
    const was = Number(await black.inputValue());
    const box = await handle.boundingBox();
    if (!box) throw new Error('no handle');
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 40, box.y + box.height / 2, { steps: 3 });
    await page.mouse.up();
    await page.getByRole('combobox', { name: 'Stretch' }).filter({ hasText: 'By hand' }).waitFor();
    expect(Number(await black.inputValue())).toBeGreaterThan(was);
    await black.fill('123');
    await black.press('Enter');
    await page.locator('[role="slider"][aria-valuenow="123"]').waitFor();
    await page.keyboard.press('Tab');
    await page.getByRole('combobox', { name: 'Stretch' }).click();
    await page.getByRole('option', { name: 'Auto' }).click();
    await page.locator(`input[aria-label="Black point"][value="${was}"]`).waitFor();
  });

  test('the range of the histogram says how few of the brightest pixels are white', async () => {
    const slider = page.getByRole('slider', { name: 'Range of the histogram' });
    const white = async () => Number(await page.getByRole('textbox', { name: 'White point' }).inputValue());
    await slider.press('End');
    await expect.poll(white).toBeGreaterThan(60_000);
    await slider.press('Home');
    await expect.poll(white).toBeLessThan(3000);
    expect(await slider.getAttribute('aria-valuetext')).toBe('90 %');
    expect(await page.getByRole('combobox', { name: 'Stretch' }).textContent()).toBe('Range');
    await page.keyboard.press('a');
    await page.keyboard.press('a');
  });

  test('a master that is made of darks calibrates what is shown, until it is taken away', async () => {
    const capture = { seconds: 0.2, bin: 4, gain: 120, offset: null, filter: null, object: '' };
    const taken = async (count: number) => {
      await expect
        .poll(async () => (await observatory.state()).frames.filter(({ bin }) => bin === 4).length, { timeout: 60_000 })
        .toBe(count);
      await expect.poll(async () => (await observatory.state()).activities.length, { timeout: 60_000 }).toBe(0);
    };
    await observatory.command('capture.set', { ...capture, frameType: 'light' });
    const note = page.getByTestId('calibration');
    await page.keyboard.press('d');
    await note.getByText('There is no master dark').waitFor();

    await note.click();
    await page.getByRole('button', { name: 'Take one with the camera…' }).click();
    await page.getByRole('textbox', { name: 'Frames of the master' }).fill('2');
    await page.getByRole('switch', { name: 'Close the cover, and open it again after' }).click();
    await page.getByRole('button', { name: 'Take 2 darks' }).click();
    const masters = page.getByRole('list', { name: 'Masters' });
    await masters.getByText('2 frames').waitFor();
    // A threshold that calls half of a good sensor bad is refused, in words, before anything is made.
    await masters.getByRole('button', { name: 'Map its bad pixels' }).click();
    await masters.getByText(/^\d+ bad pixels$/).waitFor();
    await masters.getByRole('textbox', { name: 'Threshold' }).fill('1');
    await page.keyboard.press('Enter');
    await masters.getByText(/^More than one pixel in a hundred lies 1 sigma from the median/).waitFor();
    expect(await masters.getByRole('button', { name: 'Make the map' }).isDisabled()).toBe(true);
    // The browser's own word for an answer that is a refusal.
    expect(complaints.splice(0)).toEqual([expect.stringContaining('400 (Bad Request)')]);
    await masters.getByRole('button', { name: 'Map its bad pixels' }).click();
    await observatory.command('capture.single', { ...capture, frameType: 'light', keep: false });
    await taken(3);
    await note.getByText('dark, bad pixels').waitFor({ state: 'attached' });
    await masters.getByRole('button', { name: /^Look at dark/ }).click();
    await page.locator('[data-frame^="file-"]').waitFor();
    await page.getByRole('button', { name: 'Newest' }).click();
    await note.click();
    await masters.getByRole('button', { name: /^Remove dark/ }).click();
    await note.getByText('Not calibrated').waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await note.getByText('dark, bad pixels').waitFor({ state: 'attached' });
    await page.keyboard.press('Escape');
    await expect.poll(async () => await imageSharp(page), { timeout: 60_000 }).toMatch(/~/);
    await page.keyboard.press('d');
    await note.waitFor({ state: 'detached' });
  });
});
