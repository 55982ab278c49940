import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desktop, imageSharp, imageShown, launch, openPage, phone, withChromium } from './chromium.ts';
import { type RunningObservatory, startObservatory } from './observatory.ts';
import { screenPixels } from './pixels.ts';
import { smallPng } from './smallPng.ts';

/**
 * The pictures of docs/pictures are only written when asked for (URANIBORG_PICTURES=1), so that a test run leaves the
 * tree as it was. Otherwise the pictures are there and small: that is all that is tested.
 */
const folder = join(import.meta.dirname, '..', '..', '..', 'docs', 'pictures');
const writing = process.env.URANIBORG_PICTURES === '1';
const LARGEST = 400_000;

const places = ['frame', 'equipment', 'sky', 'library', 'settings'] as const;
const pictures = places.flatMap((place) =>
  (['desktop', 'phone'] as const).flatMap((screen) =>
    [false, true].map((night) => ({ place, screen, night, name: `${place}-${screen}${night ? '-night' : ''}.png` })),
  ),
);

describe.runIf(withChromium && writing)('pictures', () => {
  let observatory: RunningObservatory;
  let browser: Browser;

  beforeAll(async () => {
    [observatory, browser] = await Promise.all([startObservatory(), launch()]);
    const { page } = await openPage(browser, desktop);
    await page.goto(observatory.url);
    await imageShown(page);
    while ((await observatory.state()).activities.length > 0) await page.waitForTimeout(200);
    const settings = { ...(await observatory.state()).capture, bin: 1 };
    await observatory.command('capture.series', { ...settings, seconds: 5, count: 3 });
    const measured = async () => {
      const { frames } = await observatory.state();
      return frames.length === 4 && frames.every(({ quality }) => quality);
    };
    while (!(await measured())) await page.waitForTimeout(200);
    await page.context().close();
  });
  afterAll(async () => {
    await browser?.close();
    await observatory?.stop();
  });

  test.each(pictures)('$name', async ({ place, screen, night, name }) => {
    const { page } = await openPage(browser, screen === 'phone' ? phone : desktop, { night });
    await page.goto(`${observatory.url}#/${place}`);
    await page.locator('nav [aria-current="page"]', { hasText: new RegExp(place, 'i') }).waitFor();
    if (place === 'frame' || ((place === 'sky' || place === 'library') && screen === 'desktop')) await imageSharp(page);
    if (place === 'equipment') await page.getByText('in use').first().waitFor();
    await page
      .getByTestId('clock')
      .filter({ hasText: /\d\d:\d\d/ })
      .waitFor();
    await writeFile(join(folder, name), smallPng(await screenPixels(page)));
    await page.context().close();
  });
});

test.skipIf(writing).each(pictures)('docs/pictures/$name is there, and small', async ({ name }) => {
  expect((await stat(join(folder, name))).size).toBeLessThan(LARGEST);
});
