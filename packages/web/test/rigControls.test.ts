import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desktop, imageShown, launch, openPage, phone, withChromium } from './chromium.ts';
import { type RunningObservatory, startObservatory } from './observatory.ts';

const CONFIGURATION = `<?xml version="1.0" encoding="utf-8"?>
<CONFIG CameraInterface="0" MountInterface="1">
  <INDIcamera Server="10.0.0.7" ServerPort="7624" Device="CCD Simulator"/>
  <Devices Mount="True" FilterWheel="False"/>
  <ASCOMmount Device="ASCOM.Simulator.Telescope"/>
  <Info ObservatoryName="Stjerneborg" ObservatoryLatitude="55.9" ObservatoryLongitude="-12.7"/>
</CONFIG>`;

describe.runIf(withChromium)('the rig in the browser', () => {
  let observatory: RunningObservatory;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    [observatory, browser] = await Promise.all([startObservatory(), launch()]);
    ({ page, complaints } = await openPage(browser, desktop));
    await page.goto(observatory.url);
    await imageShown(page);
    await until(async () => (await observatory.state()).activities.length === 0);
  });
  afterAll(async () => {
    await browser?.close();
    await observatory?.stop();
  });

  const state = () => observatory.state();
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  async function until(true_: () => Promise<boolean>): Promise<void> {
    while (!(await true_())) await page.waitForTimeout(100);
  }

  test('a ramp shows how far it has got and can be ended', async () => {
    await observatory.command('profile.set', { options: { cooling: { degreesPerMinute: 20 } } });
    await page.goto(`${observatory.url}#/frame`);
    await page.locator('.dv-tab', { hasText: 'Cooling' }).click();
    await page.getByLabel('Cool to', { exact: true }).fill('-15');
    await page.getByLabel('Cool to', { exact: true }).press('Enter');
    await page
      .getByRole('region', { name: 'Cooling' })
      .getByRole('button', { name: /^(Cool|Set)$/ })
      .click();
    await page.getByTestId('ramp').getByText('Cooling to −15 °C').waitFor();
    await button('Stay here').click();
    await page.getByTestId('ramp').waitFor({ state: 'detached' });
    await observatory.command('profile.set', { options: { cooling: { degreesPerMinute: null } } });
    // It grows cold while the next tests run.
    await observatory.command('camera.cool', { setpoint: -15 });
  });

  test('the frame area is drawn on the image, the camera reads out just that, and it is kept by a name', async () => {
    await button('Draw the frame area on the image').click();
    const box = await page.getByTestId('draw-area').boundingBox();
    if (!box) throw new Error('nothing to draw on');
    const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
    await page.mouse.move(...at(0.4, 0.4));
    await page.mouse.down();
    await page.mouse.move(...at(0.55, 0.55), { steps: 3 });
    await page.mouse.up();
    await until(async () => ((await state()).capture.area?.width ?? 0) > 0);
    const { area } = (await state()).capture;
    expect(area && area.width % 8).toBe(0);
    await page.getByTestId('area').first().waitFor();

    await button('Take one').click();
    await until(async () => (await state()).frames[0]?.area?.width === area?.width);
    expect((await state()).frames[0]).toMatchObject({ area, width: area?.width, height: area?.height });

    await page.getByLabel('Name of this area').fill('Comet');
    await page.getByLabel('Name of this area').press('Enter');
    await button('Keep').last().click();
    await until(async () => (await state()).profiles.profile.options.camera.areas[0]?.name === 'Comet');
    await page.getByRole('combobox', { name: 'Frame area' }).click();
    await page.getByRole('option', { name: 'Whole sensor' }).click();
    await until(async () => (await state()).capture.area === null);
  });

  test('the mount says how long it may go on, and on which side it stands after a slew', async () => {
    await page.goto(`${observatory.url}#/sky`);
    const facts = page.getByLabel('Where it points');
    await facts
      .getByText(/in \d+:\d\d:\d\d|\d ago/)
      .first()
      .waitFor();
    await page.getByLabel('Slew to').fill('Polaris');
    await page.getByRole('option').first().click();
    await facts.getByText(/(stays|flips to) (east|west) for/).waitFor();
    await page.getByRole('radio', { name: 'Moon' }).click();
    await page.getByTestId('mount-state').filter({ hasText: 'Following the Moon' }).waitFor();
    await page.getByRole('radio', { name: 'Stars' }).click();
    await page.getByTestId('mount-state').filter({ hasText: 'Tracking' }).waitFor();
    const mount = (await state()).devices.find(({ role }) => role === 'mount')?.reading;
    if (mount?.kind !== 'mount') throw new Error('no mount');
    await page.getByLabel('Slew to').fill(`${(mount.ra / 15).toFixed(5)} ${(mount.dec - 0.2).toFixed(4)}`);
    await button('Sync').click();
    await button('Sync it').click();
    await until(async () => {
      const now = (await state()).devices.find(({ role }) => role === 'mount')?.reading;
      return now?.kind === 'mount' && Math.abs(now.dec - (mount.dec - 0.2)) < 0.02;
    });
    await button('Home').click();
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await until(async () => (await state()).activities.length === 0);
  });

  test('a configuration of CCDciel is imported, with what was taken and what could not be', async () => {
    await page.goto(`${observatory.url}#/equipment`);
    await button('Import').click();
    const form = page.getByRole('region', { name: 'Import a profile' });
    await form.getByLabel('Name of the imported profile').fill('From CCDciel');
    await form.getByLabel('Or its text').fill(CONFIGURATION);
    await form.getByRole('button', { name: 'Import' }).click();
    const result = page.getByRole('region', { name: 'Imported' });
    await result.getByText('indi://10.0.0.7:7624/CCD%20Simulator').waitFor();
    await result.getByText('Stjerneborg').waitFor();
    await result.getByText(/ASCOM driver of Windows/).waitFor();
    await result.getByRole('button', { name: 'Later' }).click();
    expect((await state()).profiles.all.map(({ name }) => name)).toContain('From CCDciel');
  });

  test('a login for a server is kept in a file of its own, and never told', async () => {
    const server = page.getByRole('region', { name: 'alpaca://simulator:80' });
    await server.getByRole('button', { name: 'Login' }).click();
    await server.getByLabel('User').fill('tycho');
    await server.getByLabel('Password').fill('nova1572');
    await server.getByRole('button', { name: 'Keep login' }).click();
    await server.getByText('with a login').waitFor();
    expect(JSON.stringify(await state())).not.toMatch(/nova1572|tycho/);
    const file = await stat(join(observatory.folder, 'logins.json'));
    if (process.platform !== 'win32') expect(file.mode & 0o077).toBe(0);
    await server.getByRole('button', { name: 'Login' }).click();
    await server.getByRole('button', { name: 'Forget it' }).click();
    await until(async () => (await state()).profiles.logins.length === 0);
  });

  test('the address of a device is set part by part, and what happened to it stands beside it', async () => {
    await observatory.command('equipment.disconnect', { role: 'focuser' });
    await button('More of the focuser').click();
    const row = page.getByRole('article', { name: 'Focuser', exact: true });
    await row.getByText('Focuser disconnected').waitFor();
    await row.getByRole('radio', { name: 'INDI' }).click();
    await row.getByLabel('Name of the device').fill('Simulated focuser');
    await row.getByLabel('Name of the device').press('Enter');
    await row.getByRole('button', { name: 'Use it' }).click();
    await until(
      async () =>
        (await state()).devices.find(({ role }) => role === 'focuser')?.address ===
        'indi://simulator:7624/Simulated%20focuser',
    );
    await row.getByRole('switch', { name: /Load the driver/ }).click();
    await until(async () => (await state()).profiles.profile.devices.focuser?.loadConfiguration === true);
    await row.getByRole('button', { name: 'Connect', exact: true }).click();
    await row.getByRole('button', { name: 'INDI properties of the focuser' }).click();
    await page.getByRole('article', { name: 'CONNECTION', exact: true }).waitFor();
  });

  test('on a phone one lamp stands for all of them, and opens the list', async () => {
    await observatory.command('equipment.disconnect', { role: 'rotator' });
    const { page: small } = await openPage(browser, phone);
    await small.goto(observatory.url);
    const lamps = small.getByRole('button', { name: 'Devices' });
    await lamps.getByRole('img', { name: 'not connected' }).waitFor();
    await lamps.getByText(/^\d+ of \d+$/).waitFor();
    await lamps.click();
    const list = small.getByRole('dialog', { name: 'The rig' });
    await list.getByRole('listitem').filter({ hasText: 'Rotator' }).getByRole('button', { name: 'Connect' }).click();
    await list.getByRole('button', { name: 'Connect' }).waitFor({ state: 'detached' });
    await until(async () => (await state()).devices.find(({ role }) => role === 'rotator')?.link === 'on');
    await small.context().close();
  });

  test('a cold camera is warmed up before it is let go of', async () => {
    await until(async () => {
      const camera = (await state()).devices.find(({ role }) => role === 'camera')?.reading;
      return camera?.kind === 'camera' && (camera.temperature ?? 99) < 5;
    });
    await page.goto(`${observatory.url}#/equipment`);
    await page
      .getByRole('article', { name: 'Camera', exact: true })
      .getByRole('button', { name: 'Disconnect' })
      .click();
    await button('Warm up, then disconnect').click();
    await until(async () => (await state()).cooling?.thenDisconnect === true);
    await observatory.command('camera.cool', { setpoint: 'stay' });
    expect((await state()).devices.find(({ role }) => role === 'camera')?.link).toBe('on');
  });

  test('nothing went wrong in the page', () => expect(complaints).toEqual([]));
});
