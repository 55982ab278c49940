import { type RunningIndiServer, startIndiServer, whyNoIndiServer } from '@uraniborg/indi/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desktop, launch, openPage, phone, withChromium } from './chromium.ts';
import { type RunningObservatory, startObservatory } from './observatory.ts';

const reason = whyNoIndiServer();
if (reason) console.log(`No property browser against real drivers: ${reason}.`);

describe.runIf(withChromium && reason === undefined)('the property browser', () => {
  let indi: RunningIndiServer;
  let observatory: RunningObservatory;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    indi = await startIndiServer({ drivers: ['indi_simulator_ccd', 'indi_simulator_telescope'] });
    [observatory, browser] = await Promise.all([startObservatory(), launch()]);
    await observatory.command('equipment.assign', {
      role: 'focuser',
      address: `indi://127.0.0.1:${indi.port}/CCD%20Simulator`,
    });
    ({ page, complaints } = await openPage(browser, desktop));
    await page.goto(`${observatory.url}#/equipment`);
  });
  afterAll(async () => {
    await browser?.close();
    await observatory?.stop();
    await indi?.stop();
  });

  const property = (name: string, on = page) => on.getByRole('article', { name, exact: true });
  const lamp = (name: string, state: string) => property(name).getByRole('img', { name: state, exact: true }).first();
  const group = (name: string) => page.getByRole('tab', { name, exact: true }).click();

  test('every device of the servers of the profile is listed; the first group opens, and a switch is thrown', async () => {
    await page.getByRole('button', { name: 'INDI properties', exact: true }).click();
    const devices = page.getByRole('navigation', { name: 'INDI devices' });
    await devices.getByRole('button', { name: 'Telescope Simulator' }).waitFor();
    await devices.getByRole('button', { name: 'Simulated GPS' }).waitFor();
    await devices.getByRole('button', { name: 'CCD Simulator' }).click();
    await property('CONNECTION').getByRole('radio', { name: 'Connect', exact: true }).click();
    await lamp('CONNECTION', 'ok').waitFor();
    await property('CCD_EXPOSURE').waitFor();
    expect(await property('CONNECTION').getByRole('radio', { name: 'Connect', exact: true }).isChecked()).toBe(true);
  });

  test('numbers are set together, and a refusal comes in the driver’s own words', async () => {
    await group('Image Settings');
    const field = property('CCD_BINNING').getByLabel('X', { exact: true });
    await field.fill('3');
    await field.press('Enter');
    await property('CCD_BINNING').getByRole('alert').filter({ hasText: '3x1 binning is not supported' }).waitFor();
    await field.fill('2');
    await property('CCD_BINNING').getByLabel('Y', { exact: true }).fill('2');
    await property('CCD_BINNING').getByRole('button', { name: 'Set' }).click();
    await property('CCD_BINNING').locator('[data-value="VER_BIN"]', { hasText: /^2$/ }).waitFor();
    await field.fill('99');
    await field.press('Enter');
    await property('CCD_BINNING').getByRole('alert').filter({ hasText: 'outside' }).waitFor();
    await field.press('Escape');
    expect(await property('CCD_BINNING').getByRole('button', { name: 'Set' }).count()).toBe(0);
  });

  test('what can only be read has no field; switches look as their rule is', async () => {
    await group('General Info');
    await property('DRIVER_INFO').getByText('indi_simulator_ccd').first().waitFor();
    expect(await property('DRIVER_INFO').getByRole('textbox').count()).toBe(0);
    await group('Simulator Config');
    await property('SIMULATE_BAYER').getByRole('radio', { name: 'Disabled' }).waitFor();
    await property('CCD_SIMULATE_CRASH').getByRole('switch').waitFor();
  });

  test('a property is found by a word of it, and opened where it is', async () => {
    await page.getByRole('button', { name: 'Telescope Simulator' }).click();
    await property('CONNECTION').getByRole('radio', { name: 'Connect', exact: true }).click();
    await property('EQUATORIAL_EOD_COORD').waitFor();
    await page.getByLabel('Search properties').fill('scope location');
    await page.getByRole('option', { name: /GEOGRAPHIC_COORD.*Telescope Simulator/ }).waitFor();
    await page.getByLabel('Search properties').press('Enter');
    const latitude = property('GEOGRAPHIC_COORD').getByLabel(/Lat/);
    await latitude.fill('51:28:40');
    await latitude.press('Enter');
    await property('GEOGRAPHIC_COORD').locator('[data-value="LAT"]', { hasText: '51:28:40' }).waitFor();
    expect(new URL(page.url()).hash).toContain('GEOGRAPHIC_COORD');
  });

  test('the driver’s settings are saved, and what it says of it stands among its messages', async () => {
    await page.getByRole('button', { name: 'CCD Simulator' }).click();
    await page.getByRole('group', { name: 'Driver settings' }).getByRole('button', { name: 'Save' }).click();
    await page.getByRole('tab', { name: /^Messages/ }).click();
    await page
      .getByRole('list', { name: 'Messages of the driver' })
      .getByText(/configuration/i)
      .first()
      .waitFor();
    await page.getByRole('group', { name: 'Driver settings' }).getByRole('button', { name: 'Default' }).click();
    await page.getByRole('button', { name: 'Keep' }).click();
  });

  test('an image is received while that is asked for, with its size, and saved as a file', async () => {
    await page.getByLabel('Search properties').fill('CCD1');
    await page.getByRole('option', { name: /CCD1/ }).first().click();
    await property('CCD1').getByRole('switch', { name: 'Receive them here' }).click();
    await property('CCD1').getByText('none has come yet').first().waitFor();
    const server = `indi://127.0.0.1:${indi.port}`;
    const save = property('CCD1').getByRole('link', { name: 'Save' });
    // The subscription takes a moment, and misses an exposure that was earlier.
    while ((await save.count()) === 0) {
      await observatory.command('properties.set', {
        server,
        device: 'CCD Simulator',
        property: 'CCD_EXPOSURE',
        values: { CCD_EXPOSURE_VALUE: 0.1 },
      });
      await page.waitForTimeout(300);
    }
    await property('CCD1').getByText(/MB|kB/).waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), save.click()]);
    expect(download.suggestedFilename()).toBe('CCD Simulator CCD1.fits');
    await download.delete();
  });

  test('on a phone: the devices, then one of them; the way back is the browser’s own', async () => {
    const { page: small, complaints: smallComplaints } = await openPage(browser, phone);
    await small.goto(`${observatory.url}#/equipment/properties`);
    await small.getByRole('button', { name: 'CCD Simulator' }).click();
    await property('CONNECTION', small).waitFor();
    expect(await small.getByRole('navigation', { name: 'INDI devices' }).count()).toBe(0);
    const size = await small.getByRole('radio', { name: 'Disconnect' }).boundingBox();
    expect(size?.height).toBeGreaterThanOrEqual(44);
    await small.goBack();
    await small.getByRole('navigation', { name: 'INDI devices' }).waitFor();
    expect(smallComplaints).toEqual([]);
    await small.context().close();
  });

  test('nothing went wrong in the page but what was refused', () =>
    expect(complaints.filter((text) => !/status of (400|409)/.test(text))).toEqual([]));
});
