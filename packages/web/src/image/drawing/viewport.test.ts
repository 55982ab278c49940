import { expect, test } from 'vitest';
import { fitView, pan, toImage, zoom } from './viewport.ts';

const image = { width: 4656, height: 3520 };
const screen = { width: 1000, height: 500 };

test('fit shows the whole image in the middle', () => {
  const view = fitView(image, screen);
  expect(view).toEqual({ scale: 500 / 3520, x: 2328, y: 1760 });
  expect(toImage(view, screen, { x: 500, y: 0 }).y).toBeCloseTo(0, 9);
  expect(toImage(view, screen, { x: 500, y: 500 }).y).toBeCloseTo(3520, 9);
});

test('zooming keeps the point under the pointer', () => {
  let view = fitView(image, screen);
  const at = { x: 430, y: 210 };
  const before = toImage(view, screen, at);
  for (const factor of [1.2, 3, 1.7, 0.8]) view = zoom(view, image, screen, factor, at);
  const after = toImage(view, screen, at);
  expect(after.x).toBeCloseTo(before.x, 6);
  expect(after.y).toBeCloseTo(before.y, 6);
});

test('zoom has an end on both sides, and the image cannot be lost', () => {
  const view = fitView(image, screen);
  expect(zoom(view, image, screen, 1e9).scale).toBe(32);
  expect(zoom(view, image, screen, 1e-9).scale).toBe(view.scale / 2);
  expect(pan(view, image, 1e9, -1e9)).toEqual({ scale: view.scale, x: 0, y: 3520 });
});

test('panning moves the image with the finger', () => {
  const view = { scale: 2, x: 100, y: 100 };
  const moved = pan(view, image, 10, -20);
  expect(moved).toEqual({ scale: 2, x: 95, y: 110 });
});
