import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FrameSummary } from '@uraniborg/api';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../server/src/storage/database.ts';
import { dataFolder } from '../../server/src/storage/dataFolder.ts';
import { frameLibrary } from '../../server/src/storage/frameLibrary.ts';
import { desktop, imageShown, launch, openPage, withChromium } from './chromium.ts';
import { type RunningObservatory, startObservatory } from './observatory.ts';
import { notRed, screenPixels } from './pixels.ts';

const clean = { count: 0, first: '' };

describe.runIf(withChromium)('the library', () => {
  let observatory: RunningObservatory;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  const verdicts = async () => (await observatory.state()).frames.map(({ verdict }) => verdict);
  const rows = () => page.getByRole('region', { name: 'Frames' }).locator('[data-row]');
  const radio = (name: string) => page.getByRole('radio', { name, exact: true });

  beforeAll(async () => {
    [observatory, browser] = await Promise.all([startObservatory(), launch()]);
    ({ page, complaints } = await openPage(browser, desktop));
    await page.goto(`${observatory.url}#/library`);
    await imageShown(page);
    while ((await observatory.state()).activities.length > 0) await page.waitForTimeout(200);
    const settings = { ...(await observatory.state()).capture, bin: 1, seconds: 1 };
    await observatory.command('capture.series', { ...settings, count: 3 });
    const measured = async () => {
      const { frames } = await observatory.state();
      return frames.length === 4 && frames.every(({ quality }) => quality);
    };
    while (!(await measured())) await page.waitForTimeout(200);
  });
  afterAll(async () => {
    await browser?.close();
    await observatory?.stop();
  });

  test('lists what was measured, and the image says it too', async () => {
    const [newest] = (await observatory.state()).frames;
    const stars = String(newest?.quality?.stars);
    await rows().first().getByText(stars, { exact: true }).waitFor();
    await page
      .getByRole('region', { name: 'Image' })
      .getByText(`${stars} stars`)
      .or(page.getByText(stars))
      .first()
      .waitFor();
    expect(newest?.quality?.fwhmArcsec).toBeGreaterThan(0.5);
  });

  test('x rejects the frame that is shown, u takes it back, p accepts; all see it', async () => {
    await rows().nth(1).click();
    const picked = (await observatory.state()).frames[1]?.id;
    await page.locator(`[data-frame="${picked}"]`).waitFor();
    await page.keyboard.press('x');
    await rows().nth(1).getByRole('img', { name: 'rejected' }).waitFor();
    expect(await verdicts()).toEqual([null, 'rejected', null, null]);
    await page.getByText('3 in 1 night, 1 rejected').waitFor();
    await page.getByText('Does not count', { exact: true }).waitFor();
    expect(await page.getByTestId('counted').textContent()).toBe('2 of 3');
    await page.keyboard.press('p');
    await rows().nth(1).getByRole('img', { name: 'accepted' }).waitFor();
    await page.keyboard.press('u');
    await rows().nth(1).getByRole('img', { name: 'rejected' }).waitFor();
    await page.keyboard.press('u');
    await rows().nth(1).getByRole('img', { name: 'rejected' }).waitFor({ state: 'detached' });
    expect(await verdicts()).toEqual([null, null, null, null]);
  });

  test('a filter leaves what was asked for', async () => {
    await page.keyboard.press('x');
    await page.getByRole('combobox', { name: 'Verdict' }).click();
    await page.getByRole('option', { name: 'Rejected', exact: true }).click();
    await page.getByText('1 in 1 night').waitFor();
    await expect.poll(() => rows().count()).toBe(1);
    // What counts does not hang on what is listed.
    await expect.poll(() => page.getByTestId('counted').textContent()).toBe('2 of 3');
    await page.getByRole('combobox', { name: 'Verdict' }).click();
    await page.getByRole('option', { name: 'All verdicts' }).click();
    await page.keyboard.press('u');
    await page.getByRole('combobox', { name: 'Value' }).click();
    await page.getByRole('option', { name: 'HFD, px' }).click();
    await page.getByText('3 in 1 night').waitFor();
    await page.getByRole('textbox', { name: 'At least' }).fill('90');
    await page.keyboard.press('Enter');
    await page.getByText('None of the frames is like that').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByText('3 in 1 night').waitFor();
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('switch', { name: 'Noise, ADU' }).click();
    await page.keyboard.press('Escape');
    await page.getByText('Noise', { exact: true }).waitFor();
  });

  test('pictures come from the server and are red by night, blinking too', async () => {
    await radio('Pictures').click();
    const picture = rows().first().getByRole('img').first();
    await picture.waitFor();
    await expect
      .poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth), { timeout: 60_000 })
      .toBeGreaterThan(200);
    await page.keyboard.press('n');
    expect(notRed(await screenPixels(page))).toEqual(clean);
    await page.keyboard.press('b');
    const dialog = page.getByRole('region', { name: 'Blink' });
    await dialog.waitFor();
    await page.keyboard.press(' ');
    const large = dialog.locator('img').first();
    await expect
      .poll(() => large.evaluate((img: HTMLImageElement) => img.naturalWidth), { timeout: 60_000 })
      .toBeGreaterThan(600);
    expect(notRed(await screenPixels(page))).toEqual(clean);
    const side = () => dialog.locator('p .text-accent').textContent();
    const before = await side();
    await page.keyboard.press(' ');
    await expect.poll(side).not.toBe(before);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await page.getByRole('button', { name: 'Esc again' }).count()).toBe(0);
    await page.keyboard.press('n');
  });

  test('a quantity over the night; a click on a point shows its frame', async () => {
    await radio('Plot').click();
    await page.getByRole('combobox', { name: 'Quantity' }).click();
    await page.getByRole('option', { name: 'Stars', exact: true }).click();
    // The number of stars of the frame that is shown: the points have come.
    await page.getByTestId('point').getByText(/^\d+$/).waitFor();
    const over = page.locator('.u-over');
    const box = await over.boundingBox();
    if (!box) throw new Error('no plot');
    await over.click({ position: { x: 2, y: box.height / 2 } });
    const oldest = (await observatory.state()).frames.findLast(({ fileName }) => fileName !== null)?.id;
    await page.locator(`[data-frame="${oldest}"]`).waitFor();
    await page.keyboard.press('n');
    expect(notRed(await screenPixels(page))).toEqual(clean);
    await page.keyboard.press('n');
    await radio('Table').click();
    expect(complaints).toEqual([]);
  });
});

describe.runIf(withChromium)('a library of many nights', () => {
  const NIGHTS = 50;
  const EACH = 200;
  let observatory: RunningObservatory;
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'uraniborg-web-'));
    const database = openDatabase(dataFolder(folder).database);
    const library = frameLibrary(database);
    database.write('BEGIN');
    for (let night = 0; night < NIGHTS; night++)
      for (let i = 0; i < EACH; i++) library.add(frameOf(night, i), join(folder, 'gone.fits'));
    database.write('COMMIT');
    database.close();
    [observatory, browser] = await Promise.all([startObservatory({ folder }), launch()]);
  });
  afterAll(async () => {
    await browser?.close();
    await observatory?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test('only what is in view is there, and every frame can be reached, filtered and judged', async () => {
    const preview = async () => (await observatory.state()).frames.find(({ fileName }) => fileName === null)?.id;
    await expect.poll(preview, { timeout: 60_000 }).toBeDefined();
    const { page } = await openPage(browser, desktop, { 'library.view': 'table' });
    await page.goto(`${observatory.url}#/library`);
    await page.getByText(/10\u2009000 in 50 nights/).waitFor();
    const rows = page.locator('[data-row]');
    // What is shown first is the preview, which stands below all nights.
    await page.locator(`[data-row="${await preview()}"]`).waitFor();
    await page.getByRole('list', { name: 'All frames' }).evaluate((list) => {
      list.scrollTop = 0;
    });
    await page.locator('[data-row="n49-199"]').waitFor();
    expect(await rows.count()).toBeLessThan(60);
    await page.getByRole('list', { name: 'All frames' }).evaluate((list) => {
      list.scrollTop = list.scrollHeight;
    });
    const oldest = page.locator('[data-row="n0-000"]');
    await oldest.waitFor();
    expect(await rows.count()).toBeLessThan(60);
    await page.getByRole('combobox', { name: 'Object' }).click();
    await page.getByRole('option', { name: 'M7', exact: true }).click();
    await page.getByText(/1000 in 5 nights/).waitFor();
    await page.locator('[data-row="n47-199"]').waitFor();
    // What somebody else says of an old frame is seen at once.
    const rejected = page.locator('[data-row="n47-198"]').getByRole('img', { name: 'rejected' });
    await observatory.command('frame.judge', { frame: 'n47-198', verdict: 'rejected' });
    await rejected.waitFor();
    await page.getByText(/1000 in 5 nights, 1 rejected/).waitFor();
    await observatory.command('frame.judge', { frame: 'n47-198', verdict: null });
    await rejected.waitFor({ state: 'detached' });
    // Keys are quicker than images: each is about the frame that the one before it chose.
    await page.locator('[data-row="n47-199"]').click();
    for (const key of '[[x[x[') await page.keyboard.press(key);
    await page.locator('[data-row="n47-195"][aria-current="true"]').waitFor();
    await page.getByText(/1000 in 5 nights, 2 rejected/).waitFor();
    for (const id of ['n47-197', 'n47-196'])
      await page.locator(`[data-row="${id}"]`).getByRole('img', { name: 'rejected' }).waitFor();
    // What is judged out of the list leaves its place to the next.
    await page.getByRole('combobox', { name: 'Verdict' }).click();
    await page.getByRole('option', { name: 'Not rejected' }).click();
    await page.getByText(/998 in 5 nights/).waitFor();
    await page.keyboard.press('x');
    await page.locator('[data-row="n47-195"]').waitFor({ state: 'detached' });
    await page.keyboard.press('[');
    await page.locator('[data-row="n47-194"][aria-current="true"]').waitFor();
    await page.keyboard.press('u');
    await page.locator('[data-row="n47-195"][aria-current="true"]').waitFor();
    // A file that was moved away is said in words, and is no fault of the server.
    await page.getByText('"gone.fits" cannot be read: there is no file of that name', { exact: true }).waitFor();
    await page.getByRole('radio', { name: 'Pictures', exact: true }).click();
    await rows.first().getByText('no picture').waitFor();
    await page.context().close();
  });
});

function frameOf(night: number, i: number): FrameSummary {
  return {
    id: `n${night}-${String(i).padStart(3, '0')}`,
    fileName: `${night}-${i}.fits`,
    saveError: null,
    startedAt: Date.UTC(2026, 0, 1 + night, 20) + i * 100_000,
    frameType: 'light',
    seconds: 60,
    object: `M${night % 10}`,
    filter: 'Ha',
    bin: 1,
    gain: 100,
    temperature: -10,
    width: 400,
    height: 300,
    planes: 1,
    ra: null,
    dec: null,
    statistics: { min: 0, max: 65535, median: 800, mad: 8, mean: 810 },
    // Measured already: there is no file to measure.
    quality: {
      stars: 400,
      saturatedStars: 3,
      hfd: 3,
      fwhm: 2.8,
      fwhmArcsec: null,
      eccentricity: 0.4,
      background: 800,
      noise: 12,
      saturatedPart: 0,
      tilt: null,
      alignment: null,
      transparency: 1,
      trail: null,
      altitude: 50,
      airmass: 1.3,
      focuserTemperature: null,
      guiding: null,
      ambientTemperature: null,
      flags: [],
    },
    verdict: null,
  };
}
