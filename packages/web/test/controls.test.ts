import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desktop, launch, openPage, withChromium } from './chromium.ts';
import { type RunningObservatory, startObservatory } from './observatory.ts';

/** Some of these stand high in any night. */
const showpieces = ['M42', 'M31', 'M13', 'M81', 'M57', 'M51'];

describe.runIf(withChromium)('the controls beside the image', () => {
  let observatory: RunningObservatory;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [observatory, browser] = await Promise.all([startObservatory(), launch()]);
    ({ page } = await openPage(browser, desktop));
    await page.goto(observatory.url);
    await page.getByRole('combobox', { name: 'Slew to' }).waitFor();
    // The first frame is on its way: let it come, so that nothing moves by itself any more.
    await until(async () => (await observatory.state()).frames.length > 0);
    await until(async () => (await observatory.state()).activities.length === 0);
  });
  afterAll(async () => {
    await browser?.close();
    await observatory?.stop();
  });

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const open = (panel: string) => page.locator('.dv-tab', { hasText: panel }).click();

  /** Until something is true of the observatory, asked by the page's own pace. */
  async function until(true_: () => Promise<boolean>): Promise<void> {
    while (!(await true_())) await page.waitForTimeout(100);
  }

  async function mount() {
    const device = (await observatory.state()).devices.find(({ role }) => role === 'mount');
    if (device?.reading?.kind !== 'mount') throw new Error(`no mount: ${device?.message}`);
    return device.reading;
  }

  test('slews to an object by name: those that match are offered with their height, and the frames get its name', async () => {
    const field = page.getByRole('combobox', { name: 'Slew to' });
    for (const name of showpieces) {
      await field.fill(name);
      const offer = page.getByRole('option').filter({ hasText: new RegExp(`^M ?${name.slice(1)}\\b`) });
      await offer.waitFor();
      if (/rises/.test((await offer.textContent()) ?? '')) continue;
      await offer.click();
      await button('Slew').click();
      await until(async () => (await observatory.state()).capture.object !== '' && !(await mount()).slewing);
      await until(async () => (await observatory.state()).activities.length === 0);
      const { objects } = (await observatory.command('sky.find', { text: name, limit: 1 })) as {
        objects: { name: string; ra: number; dec: number }[];
      };
      const { ra, dec, tracking } = await mount();
      expect(Math.abs(ra - (objects[0]?.ra ?? 0))).toBeLessThan(0.1);
      expect(Math.abs(dec - (objects[0]?.dec ?? 0))).toBeLessThan(0.1);
      expect(tracking).toBe(true);
      expect((await observatory.state()).capture.object).toBe(objects[0]?.name);
      return;
    }
    throw new Error('none of the showpieces is up');
  });

  test('slews to coordinates in any notation, and says what it cannot read', async () => {
    const field = page.getByRole('combobox', { name: 'Slew to' });
    const before = await mount();
    const hours = before.ra / 15;
    const dec = before.dec - 1;
    const sign = dec < 0 ? '−' : '+';
    await field.fill(`${Math.floor(hours)}h${((hours % 1) * 60).toFixed(2)}m ${sign}${Math.abs(dec).toFixed(3)}°`);
    await field.press('Enter');
    await until(async () => Math.abs((await mount()).dec - dec) < 0.05 && !(await mount()).slewing);
    await field.fill('5h61m +12');
    await field.press('Enter');
    await page.getByRole('alert').filter({ hasText: '61' }).waitFor();
  });

  test('a tap on the sky aims there, and Slew goes', async () => {
    await until(async () => (await observatory.state()).activities.length === 0);
    await page.getByRole('navigation').getByText('Sky', { exact: true }).click();
    const dome = page.getByRole('img', { name: 'The sky now' });
    const box = await dome.boundingBox();
    if (!box) throw new Error('no dome');
    // A little south of the zenith: nowhere near a limit.
    const radius = Math.min(box.width, box.height) / 2.26;
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2 + radius * (20 / 90));
    const field = page.getByRole('combobox', { name: 'Slew to' });
    expect(await field.inputValue()).toMatch(/^\d\dh\d\dm\d\ds [+-]\d\d°\d\d′\d\d″$/);
    await button('Slew').click();
    await until(async () => {
      const { altitude, azimuth, slewing } = await mount();
      return !slewing && Math.abs((altitude ?? 0) - 70) < 1.5 && Math.abs((azimuth ?? 0) - 180) < 5;
    });
    await until(async () => (await observatory.state()).activities.length === 0);
    await page.getByRole('navigation').getByText('Frame', { exact: true }).click();
  });

  test('the hand pad moves while it is held and stops when it is let go', async () => {
    await until(async () => (await observatory.state()).activities.length === 0);
    await page.getByRole('radiogroup', { name: 'Speed' }).or(page.getByLabel('Speed')).getByText('1°/s').click();
    const { dec } = await mount();
    const north = page.getByRole('button', { name: 'North' });
    const box = await north.boundingBox();
    if (!box) throw new Error('no pad');
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await until(async () => (await mount()).dec > dec + 0.5);
    await page.mouse.up();
    // Two readings alike: it stands.
    let last = (await mount()).dec;
    await until(async () => {
      await page.waitForTimeout(1000);
      const before = last;
      last = (await mount()).dec;
      return Math.abs(last - before) < 0.001;
    });
  });

  test('leaving the window lets the pad go', async () => {
    const words: { axis: string; rate: number }[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/mount.move')) words.push(request.postDataJSON() as { axis: string; rate: number });
    });
    const east = page.getByRole('button', { name: 'East' });
    await east.hover();
    await page.mouse.down();
    await until(async () => words.some(({ rate }) => rate > 0));
    await page.evaluate(() => dispatchEvent(new Event('blur')));
    await until(async () => words.at(-1)?.rate === 0);
    await page.mouse.up();
    expect(words[0]).toMatchObject({ axis: 'ra' });
  });

  test('tracking, parking and unparking', async () => {
    await page.getByRole('switch', { name: 'Track' }).click();
    await until(async () => !(await mount()).tracking);
    await button('Park').click();
    await button('Unpark').waitFor();
    expect((await mount()).parked).toBe(true);
    expect(await page.getByRole('combobox', { name: 'Slew to' }).isDisabled()).toBe(true);
    await button('Unpark').click();
    await button('Park').waitFor();
  });

  test('the focuser goes by steps and to a position', async () => {
    await open('Focuser');
    const position = async () => {
      const device = (await observatory.state()).devices.find(({ role }) => role === 'focuser');
      return device?.reading?.kind === 'focuser' && !device.reading.moving ? device.reading.position : Number.NaN;
    };
    // It has just been connected: its first reading may be on the way.
    await until(async () => !Number.isNaN(await position()));
    const start = await position();
    await button('+500').click();
    await until(async () => (await position()) === start + 500);
    await button('−50').click();
    await until(async () => (await position()) === start + 450);
    await page.getByLabel('Focuser position').fill(String(start));
    await page.getByLabel('Focuser position').press('Enter');
    await button('Go').click();
    await until(async () => (await position()) === start);
  });

  test('the filter wheel turns to the filter that is asked for', async () => {
    await open('Filters');
    await page.getByRole('region', { name: 'Filter wheel' }).getByRole('button', { name: 'Ha' }).click();
    await page.getByTestId('filter').filter({ hasText: 'Ha' }).waitFor();
  });

  test('the camera cools', async () => {
    await open('Cooling');
    await page.getByLabel('Cool to', { exact: true }).fill('-5');
    await page.getByLabel('Cool to', { exact: true }).press('Enter');
    await button('Cool').click();
    await button('Set').waitFor();
    await button('Cooler off').click();
    await button('Cool').waitFor();
  });
});
