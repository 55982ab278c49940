import type { Reading, ReadingOf, Role } from '@uraniborg/api';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desktop, launch, openPage, withChromium } from './chromium.ts';
import { type RunningObservatory, startObservatory } from './observatory.ts';

describe.runIf(withChromium)('the controls that not every rig has', () => {
  let observatory: RunningObservatory;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [observatory, browser] = await Promise.all([startObservatory(), launch()]);
    ({ page } = await openPage(browser, desktop));
    await page.goto(observatory.url);
    await until(async () => (await observatory.state()).frames.length > 0);
    await quiet();
  });
  afterAll(async () => {
    await browser?.close();
    await observatory?.stop();
  });

  const tab = (name: string) => page.locator('.dv-tab', { hasText: name });
  const panel = (name: string) => page.getByRole('region', { name, exact: true });
  const quiet = () => until(async () => (await observatory.state()).activities.length === 0);

  async function until(true_: () => Promise<boolean>): Promise<void> {
    while (!(await true_())) await page.waitForTimeout(100);
  }

  async function reading<K extends Reading['kind'] & Role>(kind: K): Promise<ReadingOf<K>> {
    const device = (await observatory.state()).devices.find(({ role }) => role === kind);
    if (device?.reading?.kind !== kind) throw new Error(`no ${kind}: ${device?.message}`);
    return device.reading as ReadingOf<K>;
  }

  test('the rotator goes to an angle, and its reading follows', async () => {
    await tab('Rotator').click();
    const field = page.getByLabel('Rotator angle');
    await field.fill('30');
    await field.press('Enter');
    await panel('Rotator').getByRole('button', { name: 'Go' }).click();
    await until(async () => Math.abs((await reading('rotator')).angle - 30) < 0.2);
    await page.getByTestId('rotator-angle').filter({ hasText: '30.0°' }).waitFor();
    await quiet();
    await page.getByRole('switch', { name: 'Reverse' }).click();
    await until(async () => (await reading('rotator')).reversed === true);
    await page
      .getByTestId('calibrated')
      .filter({ hasText: /^not calibrated$/ })
      .waitFor();
    await field.fill('75');
    await field.press('Enter');
    await panel('Rotator').getByRole('button', { name: 'Sync' }).click();
    await page
      .getByTestId('calibrated')
      .filter({ hasText: /^calibrated$/ })
      .waitFor();
    await page.getByTestId('rotator-angle').filter({ hasText: '75.0°' }).waitFor();
  });

  test('the dome is let go of the telescope, goes to an azimuth, closes, and says so', async () => {
    await tab('Dome').click();
    const follow = page.getByRole('switch', { name: 'Follow the telescope' });
    await until(async () => !(await reading('dome')).moving);
    if ((await reading('dome')).slaved) await follow.click();
    await until(async () => !(await reading('dome')).slaved);
    const azimuth = page.getByLabel('Dome azimuth');
    const there = (((await reading('dome')).azimuth ?? 0) + 10) % 360;
    await azimuth.fill(there.toFixed(0));
    await azimuth.press('Enter');
    await panel('Dome').getByRole('button', { name: 'Go' }).click();
    await until(async () => Math.abs(((await reading('dome')).azimuth ?? -1) - Number(there.toFixed(0))) < 1.5);
    await quiet();
    await panel('Dome').getByRole('button', { name: 'Close' }).click();
    await page.getByTestId('shutter').filter({ hasText: /Clos/ }).waitFor();
  });

  test('the cover closes, and the panel lights at a brightness', async () => {
    await tab('Cover').click();
    await panel('Cover and panel').getByRole('button', { name: 'Close' }).click();
    await until(async () => (await reading('coverCalibrator')).cover === 'closed');
    await page.getByTestId('cover').filter({ hasText: 'Closed' }).waitFor();
    const brightness = panel('Cover and panel').getByRole('textbox', { name: 'Brightness', exact: true });
    await until(async () => await brightness.isEnabled());
    await brightness.fill('40');
    await brightness.press('Enter');
    await until(async () => (await reading('coverCalibrator')).brightness === 40);
  });

  test('a switch is thrown, a range is set by arrow keys, and a gauge can only be read', async () => {
    await tab('Switches').click();
    const box = panel('Power box');
    const values = async () => (await reading('switches')).switches;
    const heater = (await values()).find(({ writable, max }) => writable && max > 1);
    if (!heater) throw new Error('no range');
    await box.getByRole('slider', { name: heater.name }).press('End');
    await until(async () => (await values()).find(({ id }) => id === heater.id)?.value === heater.max);
    const gauges = (await values()).filter(({ writable }) => !writable);
    expect(gauges.length).toBeGreaterThan(0);
    for (const { name } of gauges) {
      await box.getByText(name, { exact: true }).waitFor();
      expect(await box.getByRole('slider', { name }).or(box.getByRole('switch', { name })).count()).toBe(0);
    }
    const mount = box.getByRole('switch', { name: 'Mount' });
    const before = await mount.isChecked();
    await mount.click();
    await until(async () => (await mount.isChecked()) !== before);
  });

  test('weather and safety stand in words', async () => {
    await tab('Weather').click();
    await page
      .getByTestId('safety')
      .filter({ hasText: /^(Safe|Not safe)$/ })
      .waitFor();
    await panel('Weather and safety').getByText('Humidity').waitFor();
  });

  test('what the rig does not have has no tab, and gets one when it comes', async () => {
    const { address } = (await observatory.state()).devices.find(({ role }) => role === 'rotator') ?? { address: '' };
    await observatory.command('equipment.assign', { role: 'rotator', address: '' });
    await tab('Rotator').waitFor({ state: 'detached' });
    await observatory.command('equipment.assign', { role: 'rotator', address });
    await tab('Rotator').waitFor();
  });
});
