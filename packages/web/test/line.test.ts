import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desktop, imageSharp, imageShown, launch, openPage, withChromium } from './chromium.ts';
import { type RunningObservatory, setPassword, startObservatory } from './observatory.ts';

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
    // By keys too, and in view.
    await page.locator('.dv-active-tab', { hasText: 'Mount' }).focus();
    await page.keyboard.press('ArrowRight');
    const tab = page.locator('.dv-tab:focus', { hasText: 'Focuser' });
    await tab.waitFor();
    expect(await tab.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid');
    await page.keyboard.press('Enter');
    await shownTab.waitFor();
    await page.getByRole('button', { name: 'Put the panels back' }).click();
    await page.context().close();
  });

  test('a lost line is said, and found again when the program is back', async () => {
    const { page } = await openPage(browser, desktop);
    await page.goto(observatory.url);
    await imageShown(page);
    const port = Number(new URL(observatory.url).port);
    await observatory.stop();
    await page.getByText('The line to the observatory is lost').waitFor();
    await page
      .getByTestId('silence')
      .filter({ hasText: /^0:0[2-9] ago/ })
      .waitFor();
    observatory = await startObservatory({ port });
    await page.getByText('The line to the observatory is lost').waitFor({ state: 'hidden' });
    await page.context().close();
  });

  test('what could not be had of an image while the line was lost comes when it is found again', async () => {
    const { page } = await openPage(browser, desktop);
    await page.goto(observatory.url);
    await imageSharp(page);
    await page.context().setOffline(true);
    await page.getByText('The line to the observatory is lost').waitFor();
    await page.keyboard.press('o');
    await page.getByRole('alert').getByText('The observatory does not answer').waitFor();
    await page.context().setOffline(false);
    await page.locator('[data-frame][data-sharp="true"]').waitFor();
    await page.getByText('The observatory does not answer').waitFor({ state: 'detached' });
    await page.context().close();
  });

  test('who is no longer admitted is asked for the password instead of waiting for ever', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'uraniborg-web-'));
    await setPassword(folder, 'correct horse');
    let guarded = await startObservatory({ folder });
    const { page } = await openPage(browser, desktop);
    await page.goto(guarded.url);
    await page.getByLabel('Password of this observatory').fill('correct horse');
    await page.getByRole('button', { name: 'Enter' }).click();
    await page.getByRole('button', { name: 'STOP', exact: true }).waitFor();
    // A server that was started again has forgotten its sessions.
    await guarded.stop();
    guarded = await startObservatory({ folder, port: Number(new URL(guarded.url).port) });
    await page.getByLabel('Password of this observatory').waitFor();
    await guarded.stop();
    await rm(folder, { recursive: true, force: true });
    await page.context().close();
  });
});
