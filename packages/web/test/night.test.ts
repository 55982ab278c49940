import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desktop, imageShown, launch, openPage, withChromium } from './chromium.ts';
import { type RunningObservatory, startObservatory } from './observatory.ts';
import { notRed, screenPixels } from './pixels.ts';

const clean = { count: 0, first: '' };

describe.runIf(withChromium)('red night mode', () => {
  let observatory: RunningObservatory;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [observatory, browser] = await Promise.all([startObservatory(), launch()]);
    ({ page } = await openPage(browser, desktop));
    await page.goto(observatory.url);
    await imageShown(page);
  });
  afterAll(async () => {
    await browser?.close();
    await observatory?.stop();
  });

  test('by one key everything is red and nothing else, the image with it', async () => {
    expect(notRed(await screenPixels(page)).count).toBeGreaterThan(0);
    await page.keyboard.press('n');
    expect(notRed(await screenPixels(page))).toEqual(clean);
  });

  test.each(['equipment', 'sky', 'library', 'settings', 'frame'])('%s has no pixel of another hue', async (place) => {
    await page.goto(`${observatory.url}#/${place}`);
    await page.locator(`nav [aria-current="page"]`, { hasText: new RegExp(place, 'i') }).waitFor();
    if (place === 'library' || place === 'frame') await imageShown(page);
    expect(notRed(await screenPixels(page))).toEqual(clean);
  });

  test('nor have open lists, marked text, the sheet of keys and messages', async () => {
    await page.getByLabel('Frame type').click();
    await page.getByRole('option').first().waitFor();
    expect(notRed(await screenPixels(page)), 'list').toEqual(clean);
    await page.keyboard.press('Escape');
    await page.getByRole('combobox', { name: 'Slew to' }).fill('no such thing');
    await page.getByRole('combobox', { name: 'Slew to' }).press('Enter');
    await page.getByRole('alert').first().waitFor();
    await page.getByRole('combobox', { name: 'Slew to' }).selectText();
    expect(notRed(await screenPixels(page)), 'message').toEqual(clean);
    await page.getByRole('combobox', { name: 'Slew to' }).blur();
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    expect(notRed(await screenPixels(page)), 'keys').toEqual(clean);
    await page.keyboard.press('Escape');
  });

  test('the histogram, the log and an inverted image too', async () => {
    await page.keyboard.press('i');
    await page.keyboard.press('c');
    await page.locator('.dv-tab', { hasText: 'Log' }).click();
    expect(notRed(await screenPixels(page))).toEqual(clean);
    await page.keyboard.press('i');
    await page.keyboard.press('c');
  });

  test('a page that was left in red is red before its program has arrived', async () => {
    const { page: fresh } = await openPage(browser, desktop, { night: true });
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await fresh.route('**/assets/*.js', async (route) => {
      await held;
      await route.continue();
    });
    await fresh.goto(observatory.url, { waitUntil: 'commit' });
    await fresh.locator('#root').waitFor({ state: 'attached' });
    expect(notRed(await screenPixels(fresh))).toEqual(clean);
    release();
    await imageShown(fresh);
    expect(notRed(await screenPixels(fresh))).toEqual(clean);
    await fresh.context().close();
  });
});
