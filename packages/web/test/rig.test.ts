import { type Role, singleRole } from '@uraniborg/api';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desktop, launch, openPage, withChromium } from './chromium.ts';
import { type RunningObservatory, startObservatory } from './observatory.ts';

/** The most that setting up a rig may ask of a person. */
const MOST_INTERACTIONS = 12;

describe.runIf(withChromium)('setting up the rig', () => {
  let observatory: RunningObservatory;
  let browser: Browser;
  let page: Page;
  let interactions = 0;

  beforeAll(async () => {
    [observatory, browser] = await Promise.all([startObservatory(), launch()]);
    ({ page } = await openPage(browser, desktop));
    await page.goto(observatory.url);
    await until(async () => (await observatory.state()).frames.length > 0);
    await until(async () => (await observatory.state()).activities.length === 0);
  });
  afterAll(async () => {
    await browser?.close();
    await observatory?.stop();
  });

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const click = async (what: Locator) => {
    interactions++;
    await what.click();
  };
  const type = async (what: Locator, text: string) => {
    interactions++;
    await what.fill(text);
  };
  async function until(true_: () => Promise<boolean>): Promise<void> {
    while (!(await true_())) await page.waitForTimeout(100);
  }
  const roleOn = async () =>
    (await observatory.state()).devices.filter(({ link }) => link === 'on').map(({ role }) => role);

  test(`from an empty profile to every device connected in at most ${MOST_INTERACTIONS} interactions`, async () => {
    await click(page.getByRole('navigation').getByText('Equipment', { exact: true }));
    await click(button('New'));
    await type(page.getByLabel('Name of the new profile'), 'From nothing');
    await click(button('Create and use'));
    await until(async () => (await observatory.state()).profiles.profile.name === 'From nothing');
    const empty = await observatory.state();
    expect(empty.devices.filter(({ address }) => address !== '')).toEqual([]);
    expect(empty.profiles.profile.switches).toEqual([]);

    const simulated = page.getByRole('region', { name: 'Uraniborg simulator' });
    await click(simulated.getByRole('button', { name: /^Use all/ }));
    // There is no simulated watchdog, and no guider.
    const roles: Role[] = [...singleRole.options.filter((one) => !['watchdog', 'guider'].includes(one)), 'switches'];
    await until(
      async () => (await observatory.state()).devices.filter((d) => d.address !== '').length === roles.length,
    );
    await click(button('Connect all'));
    await until(async () => (await roleOn()).length === roles.length);
    expect(new Set(await roleOn())).toEqual(new Set(roles));
    console.log(`The simulated rig was set up in ${interactions} interactions`);
    expect(interactions).toBeLessThanOrEqual(MOST_INTERACTIONS);
  });

  test('every role shows its lamp and what it reads', async () => {
    const row = (name: string) => page.getByRole('article', { name, exact: true });
    for (const name of ['Camera', 'Guide camera', 'Mount', 'Rotator', 'Dome', 'Cover and panel', 'Weather', 'GPS']) {
      await row(name).getByRole('img', { name: 'connected' }).waitFor();
      expect(await row(name).getByRole('listitem').count(), name).toBeGreaterThan(0);
    }
    await row('Safety').getByRole('listitem').filter({ hasText: /safe$/ }).waitFor();
  });

  test('a guider is the host and port of its program, and nothing else', async () => {
    const guider = page.getByRole('article', { name: 'Guider', exact: true });
    await guider.getByRole('button', { name: 'More of the guider' }).click();
    expect(await guider.getByLabel('Number of the device').count()).toBe(0);
    await guider.getByLabel('Host').fill('localhost');
    await guider.getByLabel('Host').press('Enter');
    await guider.getByRole('button', { name: 'Use it' }).click();
    const address = async () => (await observatory.state()).devices.find(({ role }) => role === 'guider')?.address;
    await until(async () => (await address()) === 'phd2://localhost:4400');
    await observatory.command('equipment.assign', { role: 'guider', address: '' });
  });

  test('a box of switches is added by its nickname, given an address by hand, and removed', async () => {
    await page.getByLabel('Nickname of more switches').fill('Dew');
    await page.getByLabel('Nickname of more switches').press('Enter');
    await button('Add').click();
    const box = async () => (await observatory.state()).devices.find(({ nickname }) => nickname === 'Dew');
    await page.getByLabel('Address of the dew').fill('alpaca://simulator/switch/0');
    await page.getByLabel('Address of the dew').press('Enter');
    await until(async () => (await box())?.address === 'alpaca://simulator/switch/0');
    await button('Remove Dew').click();
    await until(async () => (await box()) === undefined);
  });

  test('profiles are copied, renamed and deleted; the one in use is kept, and the screen says why', async () => {
    await button('Switch').click();
    await button('Delete From nothing').click();
    await button('Delete').click();
    await page
      .getByRole('alert')
      .filter({ hasText: /profile/i })
      .waitFor();
    await button('Copy From nothing').click();
    await page.getByLabel('Name of the copy of From nothing').fill('A copy');
    await button('Create and use').click();
    await until(async () => (await observatory.state()).profiles.profile.name === 'A copy');
    await until(async () => (await observatory.state()).devices.some(({ address }) => address !== ''));
    await button('Rename From nothing').click();
    await page.getByLabel('Another name for From nothing').fill('The first');
    await button('Rename').click();
    await button('Delete The first').click();
    await button('Delete').click();
    await until(async () => (await observatory.state()).profiles.all.length === 2);
    expect((await observatory.state()).profiles.all.map(({ name }) => name).sort()).toEqual([
      'A copy',
      'Simulated observatory',
    ]);
  });
});
