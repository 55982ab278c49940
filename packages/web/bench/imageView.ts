/**
 * How fluid a 16-Mpx frame is, in headless Chromium: `node packages/web/bench/imageView.ts`. Headless means that the
 * processor plays the graphics card, so the times of drawing are an upper bound; the long tasks are the page's own.
 */
import { seededRandom } from '@uraniborg/core';
import { desktop, imageShown, launch, openPage } from '../test/chromium.ts';
import { startObservatory } from '../test/observatory.ts';

const [width, height] = [4656, 3520];
const random = seededRandom(1);
const pixels = Uint16Array.from({ length: width * height }, () => 1000 + 40 * random.normal());

const [observatory, browser] = await Promise.all([startObservatory(), launch()]);
const { page } = await openPage(browser, desktop);
await page.addInitScript(() => {
  const long: number[] = [];
  Object.assign(window, { long });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) long.push(Math.round(duration));
  }).observe({ type: 'longtask', buffered: true });
});
const longTasks = async (): Promise<number[]> =>
  await page.evaluate(() => (window as unknown as { long: number[] }).long.splice(0));

let served = 0;
await page.context().route('**/pixels', async (route) => {
  served = performance.now();
  await route.fulfill({
    body: Buffer.from(pixels.buffer),
    headers: {
      'content-type': 'application/octet-stream',
      'x-frame-width': String(width),
      'x-frame-height': String(height),
      'x-frame-planes': '1',
      'x-frame-type': 'uint16',
    },
  });
});
await page.goto(observatory.url);
const before = await imageShown(page);
console.log(`first frame on the screen ${Math.round(performance.now() - served)} ms after it was asked for`);
while ((await observatory.state()).activities.length > 0) await page.waitForTimeout(200);
await longTasks();
await observatory.command('capture.single', { ...(await observatory.state()).capture, seconds: 0.1, keep: false });
await page.locator(`[data-frame]:not([data-frame="${before}"])`).waitFor();
console.log(
  `a new 16-Mpx frame on the screen ${Math.round(performance.now() - served)} ms after it was asked for; ` +
    `tasks over 50 ms meanwhile: ${(await longTasks()).join(', ') || 'none'}`,
);

const frames = await page.evaluate(async () => {
  const canvas = document.querySelector('canvas[aria-label="Frame"]');
  const box = canvas?.getBoundingClientRect();
  if (!canvas || !box) return [];
  const times: number[] = [];
  let last = performance.now();
  for (let i = 0; i < 120; i++) {
    const at = { clientX: box.left + box.width / 2 + i, clientY: box.top + box.height / 2, bubbles: true };
    canvas.dispatchEvent(new WheelEvent('wheel', { ...at, deltaY: i % 40 < 20 ? -60 : 60, cancelable: true }));
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    times.push(now - last);
    last = now;
  }
  return times.sort((a, b) => a - b);
});
const at = (share: number) => frames[Math.floor(share * (frames.length - 1))]?.toFixed(1);
console.log(`zooming: screen refresh every ${at(0.5)} ms (median), ${at(0.95)} ms (95 %), ${at(1)} ms (worst);`);
console.log(`tasks over 50 ms meanwhile: ${(await longTasks()).join(', ') || 'none'}`);
await browser.close();
await observatory.stop();
