import { type Pixels, seededRandom } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { detectStars } from '../stars/detectStars.ts';
import { alignment } from './alignment.ts';

/** Stars whose long axis, 1.6 times the short one, has the angle that `of` gives at their place. */
function field(of: (x: number, y: number) => number, ratio = 1.6): Pixels {
  const [width, height] = [400, 320];
  const random = seededRandom(8);
  const light = new Float64Array(width * height).fill(400);
  for (let y = 25; y < height - 20; y += 45)
    for (let x = 25; x < width - 20; x += 45) {
      const angle = (of(x, y) * Math.PI) / 180;
      const [cx, cy] = [x + random.uniform(), y + random.uniform()];
      for (let v = y - 14; v <= y + 14; v++)
        for (let u = x - 14; u <= x + 14; u++) {
          const [dx, dy] = [u - cx, v - cy];
          const along = dx * Math.cos(angle) + dy * Math.sin(angle);
          const across = -dx * Math.sin(angle) + dy * Math.cos(angle);
          const at = v * width + u;
          light[at] = (light[at] ?? 0) + 4000 * Math.exp(-(along ** 2) / (2 * (1.6 * ratio) ** 2) - across ** 2 / 5.12);
        }
    }
  return { width, height, planes: 1, data: Uint16Array.from(light, (mean) => mean + 20 * random.normal()) };
}

const of = (pixels: Pixels) => {
  const { stars, background } = detectStars(pixels);
  return alignment(pixels, background, stars);
};

test.each([0, 40, 90, 150])('all stars drawn out at %d degrees', (angle) => {
  const found = of(field(() => angle));
  expect(found?.strength).toBeGreaterThan(0.95);
  const off = Math.abs((found?.angle ?? 0) - angle);
  expect(Math.min(off, 180 - off)).toBeLessThan(3);
});

test('round stars, and stars that point to the middle, have no common direction', () => {
  expect(of(field(() => 0, 1))?.strength).toBeLessThan(0.5);
  expect(of(field((x, y) => (Math.atan2(y - 160, x - 200) * 180) / Math.PI))?.strength).toBeLessThan(0.5);
});

test('of few stars nothing is said', () => {
  const pixels = field(() => 0);
  const { stars, background } = detectStars(pixels);
  expect(alignment(pixels, background, stars.slice(0, 9))).toBeUndefined();
});
