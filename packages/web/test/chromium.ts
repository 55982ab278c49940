import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const EXECUTABLE = '/usr/bin/chromium';

/** Whether the browser tests run: everywhere but on a machine without Chromium, and there too when CI asks for all. */
export const withChromium = existsSync(EXECUTABLE) || process.env.CI === 'true';
if (!withChromium) console.log(`No browser tests: ${EXECUTABLE} is not installed.`);

/**
 * Headless, with WebGL2 in software, and colours as they are written.
 *
 * @param options.composited whether the page too is put together by WebGL, as where there is a graphics processor; in software
 *   that takes half a core from the tests. Default false
 */
export async function launch({ composited = false } = {}): Promise<Browser> {
  return await chromium.launch({
    executablePath: EXECUTABLE,
    args: [
      '--headless=new',
      '--no-sandbox',
      '--no-first-run',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--enable-unsafe-swiftshader',
      '--use-angle=swiftshader',
      ...(composited ? [] : ['--disable-gpu-compositing']),
      '--force-color-profile=srgb',
    ],
  });
}

export const desktop: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };
export const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** A page in a browser profile of its own; what the page itself complains about fails the test that asks. */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions,
  remembered: Record<string, unknown> = {},
): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error.stack)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.addInitScript((values) => {
    // Only where nothing is remembered yet, so that a reload keeps what the test did.
    for (const [key, value] of Object.entries(values))
      if (localStorage.getItem(`uraniborg.${key}`) === null)
        localStorage.setItem(`uraniborg.${key}`, JSON.stringify(value));
  }, remembered);
  return { page, complaints };
}

/** Waits until an image is on the screen. Its id. */
export async function imageShown(page: Page): Promise<string> {
  const view = page.locator('[data-frame]:not([data-frame=""])').first();
  await view.waitFor();
  return (await view.getAttribute('data-frame')) ?? '';
}

/** Waits until an image is on the screen as sharp as it will be in this view. Its id. */
export async function imageSharp(page: Page): Promise<string> {
  const view = page.locator('[data-frame]:not([data-frame=""])[data-sharp="true"]').first();
  await view.waitFor();
  return (await view.getAttribute('data-frame')) ?? '';
}
