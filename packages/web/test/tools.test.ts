import { wcsKeywords } from '@uraniborg/astrometry';
import { card, encodeFits } from '@uraniborg/formats';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desktop, imageSharp, imageShown, launch, openPage, withChromium } from './chromium.ts';
import { type RunningObservatory, startObservatory } from './observatory.ts';
import { openFile } from './openFile.ts';
import { notRed, screenPixels } from './pixels.ts';

const [WIDTH, HEIGHT] = [600, 400];

/** A sky of 1000 with one star of known width in a known place, a line of 3000, a dark and a full pixel. */
function solvedFile(): Uint8Array {
  const data = new Uint16Array(WIDTH * HEIGHT);
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) {
      const star = 20_000 * Math.exp(-((x - 150) ** 2 + (y - 100) ** 2) / (2 * 2.5 ** 2));
      // A little of everything, so that there is a noise to measure against.
      const noise = ((x * 7919 + y * 104_729) % 41) - 20;
      data[y * WIDTH + x] = 1000 + star + noise + (y === 300 ? 2000 : 0);
    }
  data[50 * WIDTH + 50] = 0;
  data[50 * WIDTH + 60] = 65_535;
  const wcs = wcsKeywords({
    crval: [83.8, -5.4],
    crpix: [300, 200],
    cd: [
      [-0.001, 0],
      [0, -0.001],
    ],
  });
  const header = [...Object.entries(wcs).map(([name, value]) => card(name, value)), card('OBJECT', 'Orion')];
  return encodeFits({ pixels: { width: WIDTH, height: HEIGHT, planes: 1, data }, header });
}

describe.runIf(withChromium)('what is measured in the image', () => {
  let observatory: RunningObservatory;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    [observatory, browser] = await Promise.all([startObservatory(), launch()]);
    ({ page, complaints } = await openPage(browser, desktop));
    await page.goto(observatory.url);
    await imageShown(page);
    await openFile(page, 'orion.fits', solvedFile());
  });
  afterAll(async () => {
    await browser?.close();
    await observatory?.stop();
    expect(complaints).toEqual([]);
  });

  /** Where a pixel of the file is on the screen, while the whole image is shown. */
  async function onScreen(x: number, y: number): Promise<[number, number]> {
    const box = await page.locator('canvas[aria-label="Frame"]').boundingBox();
    if (!box) throw new Error('no canvas');
    const scale = Math.min(box.width / WIDTH, box.height / HEIGHT);
    return [
      box.x + box.width / 2 + (x + 0.5 - WIDTH / 2) * scale,
      box.y + box.height / 2 + (y + 0.5 - HEIGHT / 2) * scale,
    ];
  }
  const panel = (name: string) => page.getByRole('region', { name, exact: true });
  const told = async (name: string) =>
    (await panel('Statistics').locator('dl > div', { hasText: name }).locator('dd').first().textContent())?.replace(
      /[^\d.]/g,
      '',
    );

  test('a file is said to be one for as long as it is shown, and where a pixel lies on the sky', async () => {
    await page.getByText("A file, not tonight's").waitFor();
    await page.mouse.move(...(await onScreen(300, 200)));
    await page.getByTestId('pixel').getByText('05h35m12.0s -05°24′00″').waitFor();
    await page.locator('[data-mark="compass"]').waitFor();
  });

  test('the star under the pointer is told', async () => {
    await page.mouse.move(...(await onScreen(150, 100)));
    await page
      .getByTestId('star')
      .getByText(/^HFD 5\.\d+ {2}FWHM 5\.[789]\d* {2}flux .* SNR/)
      .waitFor();
  });

  test('statistics of the whole and of an area that is drawn', async () => {
    await page.keyboard.press('g');
    await expect.poll(() => told('Maximum')).toBe('65535');
    expect(await told('Pixels')).toBe(String(WIDTH * HEIGHT));
    expect(await told('Median')).toBe('1000');
    await panel('Statistics')
      .getByText(/05h35m12\.\ds/)
      .waitFor();
    await page.getByRole('button', { name: 'Draw an area' }).click();
    await page.mouse.move(...(await onScreen(200, 290)));
    await page.mouse.down();
    await page.mouse.move(...(await onScreen(300, 310)), { steps: 3 });
    await page.mouse.up();
    await panel('Statistics').getByText(/px at/).waitFor();
    await expect.poll(async () => Number(await told('Maximum'))).toBeLessThan(3100);
    expect(Number(await told('Maximum'))).toBeGreaterThan(2950);
    await panel('Statistics').getByRole('button', { name: 'Whole image' }).click();
    await expect.poll(() => told('Maximum')).toBe('65535');
  });

  test('a star that is tapped, its profile and its pixels', async () => {
    await page.keyboard.press('r');
    await panel('Star profile').getByText('Tap a star in the image.').waitFor();
    await imageSharp(page);
    await page.mouse.click(...(await onScreen(152, 101)));
    await panel('Star profile').getByText('150.00, 100.00 px').waitFor();
    await panel('Star profile').getByRole('radio', { name: 'Pixels' }).click();
    await page.getByLabel('Pixels of the star').waitFor();
  });

  test('a graph of the star in a window of its own stays in view elsewhere', async () => {
    await panel('Star profile').getByRole('button', { name: 'This graph in a window of its own' }).click();
    const graph = panel('Star, pixels');
    await graph.getByLabel('Pixels of the star').waitFor();
    const before = await graph.boundingBox();
    await graph.getByRole('button', { name: 'Move Star, pixels' }).press('ArrowRight');
    await expect.poll(async () => (await graph.boundingBox())?.x).toBe((before?.x ?? 0) + 24);
    await page.keyboard.press('4');
    await page.getByRole('heading', { name: 'Library' }).waitFor();
    await graph.getByText('HFD').waitFor();
    await page.keyboard.press('2');
    await panel('Star profile').waitFor();
    await graph.getByRole('button', { name: 'Close Star, pixels' }).click();
    await graph.waitFor({ state: 'detached' });
  });

  test('the light of the star in a circle, and its magnitude when it is set', async () => {
    await page.keyboard.press('q');
    await page.mouse.click(...(await onScreen(151, 100)));
    const magnitude = page.getByTestId('magnitude');
    // A Gauss of 20000 and sigma 2.5: 2 pi sigma^2 times its height, all of it in a circle of twice its HFD.
    await expect
      .poll(async () => Number((await magnitude.textContent())?.replace('\u2212', '-')))
      .toBeCloseTo(-2.5 * Math.log10(2 * Math.PI * 2.5 ** 2 * 20_000), 1);
    await panel('Photometry').getByText('mag, instrumental').waitFor();
    await page.getByLabel('Known magnitude').fill('9.5');
    await page.getByLabel('Known magnitude').press('Enter');
    await panel('Photometry').getByRole('button', { name: 'Set', exact: true }).click();
    await panel('Photometry')
      .getByText(/after a star of known magnitude/)
      .waitFor();
    expect(await magnitude.textContent()).toBe('9.500');
    expect(await page.locator('[data-mark="photometry"] circle').count()).toBe(3);
    await page.getByRole('button', { name: 'Compare with the catalogue' }).click();
    await panel('Photometry')
      .getByText(/stars are clear enough/)
      .waitFor();
    // The browser complains of every refusal.
    expect(complaints.splice(0)).toEqual([expect.stringContaining('400')]);
  });

  test('the header is searched', async () => {
    await page.keyboard.press('j');
    await page.getByLabel('Search the header').fill('orion');
    const cards = panel('Header').getByRole('list', { name: 'Cards' }).getByRole('listitem');
    await expect.poll(() => cards.count()).toBe(1);
    expect(await cards.first().textContent()).toContain('OBJECT');
    await page.getByRole('button', { name: 'Close', exact: true }).click();
  });

  test('a star out of focus: how far its shadow lies from the middle, in the file and in a loop that follows the star', async () => {
    const ring = new Uint16Array(WIDTH * HEIGHT);
    for (let y = 0; y < HEIGHT; y++)
      for (let x = 0; x < WIDTH; x++) {
        const edge = (r: number, of: number) => 1 / (1 + Math.exp((r - of) / 1.5));
        const light = edge(Math.hypot(x - 320, y - 180), 80) - edge(Math.hypot(x - 328, y - 180), 28);
        ring[y * WIDTH + x] = 1000 + 5000 * light + (((x * 7919 + y * 104_729) % 41) - 20);
      }
    const pixels = { width: WIDTH, height: HEIGHT, planes: 1, data: ring } as const;
    await openFile(page, 'ring.fits', encodeFits({ pixels, header: [] }));
    await page.keyboard.press('l');
    const tool = panel('Collimation');
    await tool
      .getByTestId('collimation')
      .filter({ hasText: /^(9\.[89]|10\.[012]) ± 0\.\d %$/ })
      .waitFor();
    await page.locator('[data-mark="collimation"] circle').nth(1).waitFor();
    // What the rings need is lent: as it was set it comes back.
    expect(await page.getByRole('textbox', { name: 'White point' }).inputValue()).not.toBe('65535');

    await observatory.command('focuser.move', { by: 900 });
    await tool.getByRole('textbox', { name: 'Exposure of the loop' }).fill('0.3');
    await page.getByRole('button', { name: 'Newest' }).click();
    await tool.getByRole('button', { name: 'Start a loop' }).click();
    const { capture } = await observatory.state();
    await expect.poll(async () => (await observatory.state()).frames[0]?.area?.width, { timeout: 60_000 }).toBe(400);
    await tool.getByRole('button', { name: 'Stop the loop' }).click();
    await tool.getByRole('button', { name: 'Start a loop' }).waitFor();
    expect((await observatory.state()).capture).toEqual(capture);
    await page.keyboard.press('l');
    await tool.waitFor({ state: 'detached' });
    await openFile(page, 'orion.fits', solvedFile());
  });

  test('a large cross follows the pointer while Alt is held, and the nine panels are as close as wanted', async () => {
    await page.mouse.move(...(await onScreen(200, 150)));
    await page.keyboard.down('Alt');
    await page.mouse.down();
    await page.locator('[data-mark="cross"]').waitFor();
    await page.mouse.up();
    await page.keyboard.up('Alt');
    await page.locator('[data-mark="cross"]').waitFor({ state: 'detached' });
    await page.keyboard.press('y');
    await panel('Inspection').getByRole('radio', { name: '9 panels' }).click();
    await panel('Inspection').getByRole('textbox', { name: 'Side of a panel' }).fill('60');
    await page.keyboard.press('Enter');
    await panel('Inspection').getByRole('button', { name: 'Auto' }).click();
    await panel('Inspection').getByRole('radio', { name: 'Shape' }).click();
    await page.keyboard.press('y');
  });

  test('clipped pixels are marked, and a mirror changes their place', async () => {
    const colourAt = async (x: number, y: number) => {
      const [u, v] = await onScreen(x, y);
      const { width, data } = await screenPixels(page);
      const at = 4 * (Math.round(v) * width + Math.round(u));
      return Array.from(data.subarray(at, at + 3));
    };
    await page.mouse.move(5, 5);
    await page.keyboard.press('k');
    await expect.poll(() => colourAt(60, 50)).toEqual([255, 64, 153]);
    expect(await colourAt(50, 50)).toEqual([217, 204, 26]);
    await page.keyboard.press('h');
    await expect.poll(() => colourAt(WIDTH - 1 - 60, 50)).toEqual([255, 64, 153]);
    await page.keyboard.press('v');
    await expect.poll(() => colourAt(WIDTH - 1 - 60, HEIGHT - 1 - 50)).toEqual([255, 64, 153]);
    for (const key of ['h', 'v', 'k']) await page.keyboard.press(key);
  });

  test('marks, magnifier and a reference are one red by night', async () => {
    await page.getByRole('button', { name: 'File', exact: true }).click();
    await page.getByRole('button', { name: 'Keep this one to compare with' }).click();
    await page.getByRole('radiogroup', { name: 'Reference' }).getByRole('radio', { name: 'Stars' }).click();
    await page
      .getByRole('radiogroup', { name: 'Colour of the reference' })
      .getByRole('radio', { name: 'Green' })
      .click();
    await page.keyboard.press('Escape');
    for (const key of ['s', 't', 'k', 'm', 'n']) await page.keyboard.press(key);
    await page.mouse.move(...(await onScreen(150, 100)));
    await page.getByTestId('lens').waitFor();
    await page.locator('[data-testid="starMarks"]').waitFor();
    expect(notRed(await screenPixels(page))).toEqual({ count: 0, first: '' });
    // So is the cross that empties the search, which a browser draws as it likes.
    await page.keyboard.press('j');
    await panel('Header').getByRole('searchbox').fill('naxis');
    await panel('Header').getByText('3 of').waitFor();
    expect(notRed(await screenPixels(page))).toEqual({ count: 0, first: '' });
    await panel('Header').getByRole('button', { name: 'Close' }).click();
    for (const key of ['s', 't', 'k', 'm', 'm', 'n']) await page.keyboard.press(key);
  });
});
