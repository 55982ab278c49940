import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { imageShown, launch, openPage, phone, withChromium } from './chromium.ts';
import { type RunningObservatory, startObservatory } from './observatory.ts';

describe.runIf(withChromium)('on a phone', () => {
  let observatory: RunningObservatory;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [observatory, browser] = await Promise.all([startObservatory(), launch()]);
    ({ page } = await openPage(browser, phone));
    await page.goto(observatory.url);
    await imageShown(page);
  });
  afterAll(async () => {
    await browser?.close();
    await observatory?.stop();
  });

  /** What can be touched and is smaller than a fingertip, by name and size. */
  async function smallTargets(): Promise<string[]> {
    return await page.evaluate(() => {
      const small: string[] = [];
      for (const element of document.querySelectorAll(
        'button, a, input, [role="slider"], [role="switch"], [role="tab"], [role="radio"], [role="option"]',
      )) {
        const { width, height } = element.getBoundingClientRect();
        // An input inside of its own frame takes the touch of the frame.
        const hidden = width === 0 || getComputedStyle(element).visibility === 'hidden';
        if (!hidden && (width < 43.5 || height < 43.5) && !element.hasAttribute('data-passive'))
          small.push(`${element.getAttribute('aria-label') ?? element.textContent} ${width} x ${height}`);
      }
      return small;
    });
  }

  async function sideways(): Promise<number> {
    return await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  }

  test.each(['Equipment', 'Frame', 'Sky', 'Library'])(
    '%s fits in width, and everything is large enough',
    async (name) => {
      await page.getByRole('navigation').getByText(name, { exact: true }).tap();
      await page.locator('nav [aria-current="page"]', { hasText: name }).waitFor();
      expect(await sideways()).toBe(0);
      expect(await smallTargets()).toEqual([]);
    },
  );

  test('every set of controls under the image is large enough', async () => {
    await page.getByRole('navigation').getByText('Frame', { exact: true }).tap();
    for (const tab of await page.getByRole('tab').all()) {
      await tab.tap();
      expect(await smallTargets(), (await tab.textContent()) ?? '').toEqual([]);
      expect(await sideways()).toBe(0);
    }
  });

  test('STOP and the big button are in view without scrolling', async () => {
    await page.getByRole('tab', { name: 'Capture' }).tap();
    for (const name of ['STOP', 'Take one']) {
      const box = await page.getByRole('button', { name, exact: true }).boundingBox();
      expect(box, name).not.toBeNull();
      expect((box?.y ?? 0) + (box?.height ?? 999), name).toBeLessThan(844 - 60);
    }
  });

  test('an image from the library opens with a tap, two fingers zoom it', async () => {
    await page.getByRole('navigation').getByText('Library').tap();
    // No image stands beside the list here: a preview is kept where it would be judged.
    await page.getByRole('button', { name: 'Keep', exact: true }).tap();
    await page.getByRole('button', { name: 'Accept' }).and(page.locator(':enabled')).waitFor();
    await page.getByRole('region', { name: 'Frames' }).getByRole('listitem').getByRole('button').first().tap();
    await page.getByRole('button', { name: 'Back to the list' }).waitFor();
    await imageShown(page);
    const fit = page.getByRole('button', { name: 'Whole image' });
    expect(await fit.getAttribute('aria-pressed')).toBe('true');
    const box = await page.getByLabel('Frame', { exact: true }).boundingBox();
    if (!box) throw new Error('no image');
    const session = await page.context().newCDPSession(page);
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    for (const [type, apart] of [
      ['touchStart', 20],
      ['touchMove', 40],
      ['touchMove', 80],
    ] as const)
      await session.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: [
          { x: x - apart, y, id: 1 },
          { x: x + apart, y, id: 2 },
        ],
      });
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await page.locator('button[aria-label="Whole image"][aria-pressed="false"]').waitFor();
    // No tap: the browser takes none for a click that comes within milliseconds of a pinch, as no hand does.
    await fit.click();
    await page.locator('button[aria-label="Whole image"][aria-pressed="true"]').waitFor();
    // A finger hides what it points at: what it tapped is told when it is lifted, until the image is moved.
    await page.touchscreen.tap(x, y);
    await page.getByTestId('pixel').getByText('ADU').waitFor();
    // A finger that stays where it is has a large cross, as a mouse has with Alt.
    const cross = page.locator('[data-mark="cross"]');
    await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y, id: 1 }] });
    await cross.waitFor();
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await cross.waitFor({ state: 'detached' });
    await page.locator('button[aria-label="Whole image"][aria-pressed="true"]').waitFor();
    await page.getByRole('button', { name: 'Back to the list' }).click();
  });

  test('a tool stands under the image and its buttons, which stay in reach', async () => {
    await page.getByRole('navigation').getByText('Frame', { exact: true }).tap();
    await page.getByRole('button', { name: 'Measure', exact: true }).tap();
    await page.getByRole('button', { name: 'Star profile' }).tap();
    const tool = page.getByRole('region', { name: 'Star profile' });
    await tool.waitFor();
    const [panel, buttons] = await Promise.all([
      tool.boundingBox(),
      page.getByRole('toolbar', { name: 'Image' }).boundingBox(),
    ]);
    expect(Math.round((buttons?.y ?? 0) + (buttons?.height ?? 0))).toBeLessThanOrEqual(Math.round(panel?.y ?? 0));
    // The whole frame is a few fingers wide: a tap means the bright star near it.
    const box = await page.getByLabel('Frame', { exact: true }).boundingBox();
    if (!box) throw new Error('no image');
    await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
    await tool.getByText('Signal to noise').waitFor();
    await tool.getByRole('button', { name: 'Close' }).tap();
    await tool.waitFor({ state: 'detached' });
  });

  test('on a tablet all buttons under the image are within reach', async () => {
    const { page: tablet } = await openPage(browser, { viewport: { width: 1024, height: 768 }, hasTouch: true });
    for (const place of ['frame', 'library']) {
      await tablet.goto(`${observatory.url}#/${place}`);
      await imageShown(tablet);
      const bar = tablet.getByRole('toolbar', { name: 'Image' });
      await bar.getByRole('button', { name: 'One to one' }).waitFor();
      expect(await bar.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth), place).toBe(0);
    }
    await tablet.context().close();
  });
});
