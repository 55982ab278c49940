import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launch, openPage, phone, withChromium } from './chromium.ts';
import { type RunningObservatory, startObservatory } from './observatory.ts';

describe.runIf(withChromium)('on the home screen of a phone', () => {
  let observatory: RunningObservatory;
  let browser: Browser;
  beforeAll(async () => {
    [observatory, browser] = await Promise.all([startObservatory(), launch()]);
  });
  afterAll(async () => {
    await browser?.close();
    await observatory?.stop();
  });

  test('there is a manifest whose icons are there', async () => {
    const manifest = (await (await fetch(new URL('/manifest.webmanifest', observatory.url))).json()) as {
      display: string;
      icons: { src: string; type: string }[];
    };
    expect(manifest.display).toBe('standalone');
    for (const { src, type } of manifest.icons) {
      const icon = await fetch(new URL(src, observatory.url));
      expect(icon.headers.get('content-type')).toContain(type);
    }
  });

  test('the screen stays on while exposures are taken, and no longer', async () => {
    const { page } = await openPage(browser, phone);
    await page.addInitScript(() => {
      const asked = { held: 0 };
      Object.assign(window, { asked });
      Object.defineProperty(navigator, 'wakeLock', {
        value: {
          async request() {
            asked.held++;
            return { release: async () => void asked.held-- };
          },
        },
      });
    });
    await page.goto(observatory.url);
    while ((await observatory.state()).frames.length === 0) await page.waitForTimeout(200);
    while ((await observatory.state()).activities.length > 0) await page.waitForTimeout(200);
    const held = (count: number) =>
      page.waitForFunction((wanted) => (window as unknown as { asked: { held: number } }).asked.held === wanted, count);
    await held(0);
    await observatory.command('capture.loop', { ...(await observatory.state()).capture, seconds: 5 });
    await held(1);
    await observatory.command('stop', {});
    await held(0);
    await page.context().close();
  });

  test('when the observatory does not answer the page says so plainly', async () => {
    const { page } = await openPage(browser, phone);
    await page.goto(observatory.url);
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await observatory.stop();
    await page.goto(observatory.url);
    await page.getByRole('heading', { name: 'The observatory does not answer' }).waitFor();
    await page.getByRole('link', { name: 'Try again' }).waitFor();
    await page.context().close();
  });
});
