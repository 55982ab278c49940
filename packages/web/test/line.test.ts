import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desktop, imageShown, launch, openPage, withChromium } from './chromium.ts';
import { type RunningObservatory, startObservatory } from './observatory.ts';

describe.runIf(withChromium)('the line to the observatory', () => {
  let observatory: RunningObservatory;
  let browser: Browser;

  beforeAll(async () => {
    [observatory, browser] = await Promise.all([startObservatory(), launch()]);
  });
  afterAll(async () => {
    await browser?.close();
    await observatory?.stop();
  });

  test('two people see the same observatory', async () => {
    const { page: one } = await openPage(browser, desktop);
    const { page: other } = await openPage(browser, desktop);
    await Promise.all([one.goto(observatory.url), other.goto(observatory.url)]);
    await one.getByLabel('Object', { exact: true }).fill('Andromeda');
    await one.getByLabel('Object', { exact: true }).press('Enter');
    await other.locator('input[aria-label="Object"][value="Andromeda"]').waitFor();
    await Promise.all([one.context().close(), other.context().close()]);
  });

  test('panels stay where they were put, and one button puts them back', async () => {
    const { page } = await openPage(browser, desktop);
    await page.goto(observatory.url);
    await imageShown(page);
    const shownTab = page.locator('.dv-active-tab', { hasText: 'Focuser' });
    await page.locator('.dv-tab', { hasText: 'Focuser' }).click();
    await shownTab.waitFor();
    await page.reload();
    await shownTab.waitFor();
    await page.getByRole('button', { name: 'Put the panels back' }).click();
    await page.locator('.dv-active-tab', { hasText: 'Mount' }).waitFor();
    await page.context().close();
  });

  test('a lost line is said, and found again when the program is back', async () => {
    const { page } = await openPage(browser, desktop);
    await page.goto(observatory.url);
    await imageShown(page);
    const port = Number(new URL(observatory.url).port);
    await observatory.stop();
    await page.getByText('The line to the observatory is lost').waitFor();
    expect(await page.getByRole('button', { name: 'North' }).isDisabled()).toBe(true);
    observatory = await startObservatory(port);
    await page.getByText('The line to the observatory is lost').waitFor({ state: 'hidden' });
    await page.context().close();
  });
});
