import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desktop, imageShown, launch, openPage, phone, withChromium } from './chromium.ts';
import { type RunningObservatory, setPassword, startObservatory } from './observatory.ts';

const passwords = { owner: 'Tycho on Hven', operator: 'Longomontanus', observer: 'Sophie Brahe' };

describe.runIf(withChromium)('people with different passwords', () => {
  let observatory: RunningObservatory;
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'uraniborg-web-'));
    for (const who of ['owner', 'operator', 'observer'] as const) await setPassword(folder, passwords[who], who);
    [observatory, browser] = await Promise.all([startObservatory({ folder }), launch()]);
  });
  afterAll(async () => {
    await browser?.close();
    await observatory?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function enter(who: keyof typeof passwords, options = desktop): Promise<Page> {
    const { page } = await openPage(browser, options);
    await page.goto(observatory.url);
    await page.getByLabel('Password of this observatory').fill(passwords[who]);
    await page.getByRole('button', { name: 'Enter' }).click();
    await imageShown(page);
    await page.getByRole('button', { name: `You are the ${who}`, exact: true }).waitFor();
    return page;
  }
  const only = (page: Page, text: RegExp) => page.getByTestId('only-for').filter({ hasText: text }).first();

  test('an observer sees everything, finds the controls at rest and said to be, and can stop', async () => {
    const page = await enter('observer');
    const refused: string[] = [];
    page.on('response', (response) => response.status() === 403 && refused.push(response.url()));
    await only(page, /Only an operator/).waitFor();
    const take = page.getByRole('region', { name: 'Capture', exact: true }).getByRole('button', { name: 'Take one' });
    expect(await take.isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'North', exact: true }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'You are the observer' }).click();
    await page
      .getByRole('dialog', { name: 'Who you are' })
      .getByText(/You may look/)
      .waitFor();
    await page.keyboard.press('Escape');
    const answer = page.waitForResponse((response) => response.url().endsWith('/commands/stop'));
    await page.getByRole('button', { name: 'STOP', exact: true }).click();
    expect((await answer).status()).toBe(200);
    await page.goto(`${observatory.url}#/equipment`);
    await only(page, /Only an operator/).waitFor();
    const camera = page.getByRole('article', { name: 'Camera', exact: true });
    expect(await camera.getByRole('button', { name: 'Disconnect' }).isDisabled()).toBe(true);
    await page.goto(`${observatory.url}#/library`);
    await only(page, /Only an operator can judge frames/).waitFor();
    for (const name of ['Accept', 'Reject', 'Take the last verdict back', /^Keep/])
      expect(await page.getByRole('button', { name }).isDisabled(), String(name)).toBe(true);
    await page.keyboard.press('x');
    await page.getByRole('status').getByText('Only an operator can judge frames').waitFor();
    await page.keyboard.press('w');
    await page.getByRole('status').getByText('Only an operator can open files here').waitFor();
    expect(refused).toEqual([]);
    await page.context().close();
  });

  test('an operator observes, and the rig and the settings are the owner’s', async () => {
    const page = await enter('operator');
    const take = page.getByRole('region', { name: 'Capture', exact: true }).getByRole('button', { name: 'Take one' });
    await take.click();
    await page.goto(`${observatory.url}#/settings`);
    await only(page, /Only the owner/).waitFor();
    expect(await page.getByRole('textbox', { name: 'Observer', exact: true }).isDisabled()).toBe(true);
    await page.goto(`${observatory.url}#/equipment`);
    const rotator = page.getByRole('article', { name: 'Rotator', exact: true });
    await rotator.getByRole('button', { name: 'Disconnect' }).click();
    await rotator.getByRole('button', { name: 'Connect', exact: true }).waitFor();
    expect(await rotator.getByRole('textbox', { name: 'Address of the rotator' }).isDisabled()).toBe(true);
    await page.context().close();
  });

  test('on a phone too it can be seen who one is, and one can come back as somebody else', async () => {
    const page = await enter('observer', phone);
    const stop = await page.getByRole('button', { name: 'STOP', exact: true }).boundingBox();
    expect((stop?.x ?? 999) + (stop?.width ?? 0)).toBeLessThanOrEqual(390);
    await page.getByRole('button', { name: 'You are the observer' }).click();
    await page.getByRole('button', { name: /^Log out/ }).click();
    await page.getByLabel('Password of this observatory').fill(passwords.owner);
    await page.getByRole('button', { name: 'Enter' }).click();
    await page.getByRole('button', { name: 'You are the owner' }).waitFor();
    expect(await page.getByTestId('only-for').count()).toBe(0);
    await page.context().close();
  });
});
