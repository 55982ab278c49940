import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desktop, imageShown, launch, openPage, withChromium } from './chromium.ts';
import { type RunningObservatory, startObservatory } from './observatory.ts';
import { screenPixels } from './pixels.ts';

describe.runIf(withChromium)('the first evening of a newcomer', () => {
  let observatory: RunningObservatory;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    [observatory, browser] = await Promise.all([startObservatory(), launch()]);
    ({ page, complaints } = await openPage(browser, desktop));
    await page.goto(observatory.url);
  });
  afterAll(async () => {
    expect(complaints).toEqual([]);
    await browser?.close();
    await observatory?.stop();
  });

  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
  const newest = async () => (await observatory.state()).frames[0];
  /** Takes the frame that the form asks for and waits until it is on the screen. */
  const changedFrom = (id: string) =>
    page.locator(`[data-frame]:not([data-frame=""]):not([data-frame="${id}"])`).waitFor();

  test('the first screen shows a stretched star field, and says that it is simulated', async () => {
    await imageShown(page);
    expect(await page.getByText('SIMULATED', { exact: true }).isVisible()).toBe(true);
    const { width, data } = await screenPixels(page);
    const box = await page.locator('canvas[aria-label="Frame"]').boundingBox();
    if (!box) throw new Error('no canvas');
    const greys: number[] = [];
    // The middle of the image, without its edges and what is written over it.
    for (let y = Math.round(box.y + box.height * 0.3); y < box.y + box.height * 0.9; y++)
      for (let x = Math.round(box.x + box.width * 0.2); x < box.x + box.width * 0.8; x++)
        greys.push(data[4 * (y * width + x) + 1] ?? 0);
    greys.sort((a, b) => a - b);
    const at = (share: number) => greys[Math.floor(share * (greys.length - 1))] ?? 0;
    // The sky at a quarter of the brightness, stars much brighter, and only few pixels of them.
    expect(at(0.5)).toBeGreaterThan(45);
    expect(at(0.5)).toBeLessThan(90);
    expect(at(0.9999)).toBeGreaterThan(200);
    expect(at(0.95)).toBeLessThan(140);
  });

  test('a single exposure is written to disk under its object and shown', async () => {
    const before = await imageShown(page);
    await page.getByLabel('Object', { exact: true }).fill('First light');
    await page.getByLabel('Exposure', { exact: true }).fill('0,5');
    await button('Take one').click();
    await changedFrom(before);
    const frame = await newest();
    expect(frame).toMatchObject({ object: 'First light', seconds: 0.5, frameType: 'light' });
    expect(frame?.fileName).toMatch(/\.fits$/);
    await page
      .getByRole('tab', { name: 'Frames' })
      .or(page.getByText('Frames', { exact: true }))
      .first()
      .click();
    await page.getByText(frame?.fileName ?? 'no file').waitFor();
  });

  test('a series takes as many as asked, of the kind asked, and shows how long it will take', async () => {
    const before = (await observatory.state()).frames.length;
    await page.getByRole('radio', { name: 'Series' }).click();
    await page.getByLabel('Count', { exact: true }).fill('3');
    await page.getByLabel('Frame type').click();
    await page.getByRole('option', { name: 'Dark', exact: true }).click();
    await page.getByRole('radio', { name: '2×2' }).click();
    await page.getByLabel('Gain', { exact: true }).fill('150');
    await button('Take 3').click();
    await page.getByTestId('left').waitFor();
    await button('Take 3').waitFor();
    const { frames } = await observatory.state();
    expect(frames.length).toBe(before + 3);
    for (const frame of frames.slice(0, 3)) expect(frame).toMatchObject({ frameType: 'dark', bin: 2, gain: 150 });
  });

  test('a loop goes on until it is stopped, and keeps nothing on disk', async () => {
    await page.getByRole('radio', { name: '1×1' }).click();
    await page.getByLabel('Frame type').click();
    await page.getByRole('option', { name: 'Light', exact: true }).click();
    await page.getByRole('radio', { name: 'Loop' }).click();
    const first = await imageShown(page);
    await button('Start loop').click();
    await changedFrom(first);
    const second = await imageShown(page);
    await changedFrom(second);
    await button('Stop').click();
    await button('Start loop').waitFor();
    expect((await newest())?.fileName).toBeNull();
  });

  test('STOP ends a long exposure at once, by button and by Escape twice', async () => {
    await page.getByRole('radio', { name: 'Single' }).click();
    await page.getByLabel('Exposure', { exact: true }).fill('300');
    await button('Take one').click();
    await page.getByTestId('left').waitFor();
    await button('STOP').click();
    await button('Take one').waitFor();
    await button('Take one').click();
    await page.getByTestId('left').waitFor();
    await page.keyboard.press('Escape');
    await button('Esc again').waitFor();
    await page.keyboard.press('Escape');
    await button('Take one').waitFor();
    expect((await observatory.state()).activities).toEqual([]);
  });

  test('Escape only closes while there is something to close, and turns back what was typed', async () => {
    await button('Take one').click();
    await page.getByTestId('left').waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    const exposure = page.getByLabel('Gain', { exact: true });
    const before = await exposure.inputValue();
    await exposure.fill('7');
    await page.keyboard.press('Escape');
    expect(await exposure.inputValue()).toBe(before);
    expect(await button('STOP').isVisible()).toBe(true);
    expect((await observatory.state()).activities).toHaveLength(1);
    expect((await observatory.state()).capture.gain).not.toBe(7);
    await button('STOP').click();
    await button('Take one').waitFor();
  });

  test('a frame is picked from the list, stays, and the newest comes back', async () => {
    // The last of a loop may still be on its way to the screen.
    const newestShown = (await newest())?.id ?? '';
    await page.locator(`[data-frame="${newestShown}"]`).waitFor();
    await page.getByRole('navigation').getByText('Library').click();
    const rows = page.getByRole('region', { name: 'Frames' }).getByRole('listitem');
    await rows.nth(1).getByRole('button').click();
    await changedFrom(newestShown);
    await button('Newest').click();
    await page.locator(`[data-frame="${newestShown}"]`).waitFor();
    await page.getByRole('navigation').getByText('Frame', { exact: true }).click();
  });

  test('devices are disconnected and connected, one and all, and the lamps say so', async () => {
    await page.getByRole('navigation').getByText('Equipment').click();
    const focuser = page.getByRole('article', { name: 'Focuser' });
    await focuser.getByRole('button', { name: 'Disconnect' }).click();
    await focuser.getByRole('img', { name: 'not connected' }).waitFor();
    await focuser.getByRole('button', { name: 'Connect' }).click();
    await focuser.getByRole('img', { name: 'connected', exact: true }).waitFor();
    await button('Disconnect all').click();
    await page.getByText(/^0 of \d+ connected/).waitFor();
    await button('Connect all').click();
    await page.getByText(/^(\d+) of \1 connected/).waitFor();
  });

  test('an address that leads nowhere says so in a sentence, and loses nothing', async () => {
    const focuser = page.getByRole('article', { name: 'Focuser' });
    const { address } = (await observatory.state()).devices.find(({ role }) => role === 'focuser') ?? { address: '' };
    await focuser.getByRole('button', { name: 'Disconnect' }).click();
    await focuser.getByLabel('Address of the focuser').fill('alpaca://127.0.0.1:1/focuser/0');
    await focuser.getByRole('button', { name: 'Connect' }).click();
    await page.getByRole('alert').first().waitFor();
    await focuser.getByRole('img', { name: 'failed' }).waitFor();
    await focuser.getByLabel('Address of the focuser').fill(address);
    await focuser.getByRole('button', { name: 'Connect' }).click();
    await focuser.getByRole('img', { name: 'connected', exact: true }).waitFor();
    // The refused request is in the browser's own console as well, and that is right.
    complaints.splice(0, complaints.length, ...complaints.filter((text) => !/status of [45]\d\d/.test(text)));
  });
});
