import { expect, test } from 'vitest';
import { lensPane, lensView } from './lens.ts';

const screen = { width: 1000, height: 600 };

test('the lens stays in view and leaves the pointer free', () => {
  for (const pointer of [
    { x: 0, y: 0 },
    { x: 999, y: 599 },
    { x: 500, y: 300 },
    { x: 10, y: 599 },
  ]) {
    const { x, y, width, height } = lensPane('pointer', pointer, screen, 1);
    expect(x).toBeGreaterThanOrEqual(0);
    expect(y).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual(1000);
    expect(y + height).toBeLessThanOrEqual(600);
    const covered = pointer.x >= x && pointer.x < x + width && pointer.y >= y && pointer.y < y + height;
    expect(covered).toBe(false);
  }
});

test('magnifies three times and to 2:1 at least, where the pointer is', () => {
  expect(lensView({ scale: 0.1, x: 5000, y: 3000 }, screen, { x: 600, y: 300 }, 1)).toEqual({
    scale: 2,
    x: 6000,
    y: 3000,
  });
  expect(lensView({ scale: 4, x: 50, y: 30 }, screen, { x: 500, y: 300 }, 2).scale).toBe(12);
});
