import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desktop, launch, openPage, phone, withChromium } from './chromium.ts';
import { type RunningObservatory, startObservatory } from './observatory.ts';

describe.runIf(withChromium)('the settings of a profile', () => {
  let observatory: RunningObservatory;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    [observatory, browser] = await Promise.all([startObservatory(), launch()]);
    ({ page, complaints } = await openPage(browser, desktop));
    await page.goto(`${observatory.url}#/settings`);
  });
  afterAll(async () => {
    await browser?.close();
    await observatory?.stop();
  });

  const options = async () => (await observatory.state()).profiles.profile.options;
  const group = (name: string) => page.getByRole('region', { name, exact: true });
  const field = (name: string) => page.getByRole('textbox', { name, exact: true });
  async function until(true_: () => Promise<boolean>): Promise<void> {
    while (!(await true_())) await page.waitForTimeout(100);
  }
  async function write(name: string, text: string): Promise<void> {
    await field(name).fill(text);
    await field(name).press('Enter');
  }

  test('numbers, texts, switches and choices are kept at once', async () => {
    await write('Observer', 'Tycho Brahe');
    await until(async () => (await options()).observer === 'Tycho Brahe');
    await write('Try again', '7');
    await until(async () => (await options()).recovery.attempts === 7);
    await group('Camera')
      .getByRole('switch', { name: /raw files/ })
      .click();
    await until(async () => (await options()).camera.keepNative);
    await page.getByRole('combobox', { name: 'After giving up' }).click();
    await page.getByRole('option', { name: 'Park the mount' }).click();
    await until(async () => (await options()).recovery.thenMount === 'park');
    await write('Other INDI servers', '10.0.0.7, dome.local:7625');
    await until(async () => (await options()).recovery.indiServers.length === 2);
    expect((await options()).recovery.indiServers).toEqual(['10.0.0.7', 'dome.local:7625']);
  });

  test('what may be left out can be left out again', async () => {
    await write('Cool when connected', '-10');
    await until(async () => (await options()).cooling.onConnect === -10);
    await write('Cool when connected', '');
    await until(async () => (await options()).cooling.onConnect === null);
  });

  test('the site is written, or taken from where the observatory knows itself to be', async () => {
    await group('Where it stands').getByRole('button', { name: 'Take the place it has now' }).click();
    // At once, whether the page has been told of the site by then or not: nothing is lost.
    await write('Latitude', '55.9075');
    await until(async () => (await options()).site?.latitude === 55.9075);
    await write('Name of the site', 'Stjerneborg');
    await until(async () => (await options()).site?.name === 'Stjerneborg');
    await page.getByRole('button', { name: 'Forget the site' }).click();
    await write('Latitude', '55.9');
    await write('Longitude', '12.7');
    await until(async () => (await options()).site?.longitude === 12.7);
    expect((await options()).site).toEqual({ name: '', latitude: 55.9, longitude: 12.7, elevation: 0 });
  });

  test('a horizon with a mistake is not taken, and says where', async () => {
    await group('Where it may look').getByRole('button', { name: 'Edit' }).click();
    await field('Trees and walls').fill('0 10\n90 tall');
    await page.getByText(/^Line 2, /).waitFor();
    const keep = page.getByRole('button', { name: 'Keep the horizon' });
    expect(await keep.isDisabled()).toBe(true);
    await field('Trees and walls').fill('0 10\n90 25');
    await keep.click();
    await until(async () => (await options()).horizon.points.length === 2);
    await group('Where it may look').getByText('2 points').waitFor();
  });

  test('filters get names and offsets of one’s own', async () => {
    await group('Focuser and filters').getByRole('button', { name: 'Name them here' }).click();
    await field('Filter in slot 1').waitFor();
    await write('Filter in slot 1', 'Luminance');
    await write('Focus offset of slot 1', '120');
    await until(async () => (await options()).filters[0]?.focusOffset === 120);
    expect((await options()).filters[0]).toEqual({ name: 'Luminance', focusOffset: 120 });
    await page.getByRole('button', { name: 'As the wheel says' }).click();
    await until(async () => (await options()).filters.length === 0);
  });

  test('on a phone every field is within the screen and large enough for a finger', async () => {
    const { page: small } = await openPage(browser, phone);
    await small.goto(`${observatory.url}#/settings`);
    await small.getByRole('region', { name: 'Watchdog', exact: true }).waitFor();
    const outside = await small.evaluate(() =>
      [...document.querySelectorAll('main button, main [role="textbox"], main input')]
        .map((one) => ({ box: one.getBoundingClientRect(), name: one.getAttribute('aria-label') ?? one.textContent }))
        .filter(({ box }) => box.right > innerWidth || box.height < 43.5)
        .map(({ name }) => name),
    );
    expect(outside).toEqual([]);
    await small.context().close();
  });

  test('nothing went wrong in the page', () => expect(complaints).toEqual([]));
});
