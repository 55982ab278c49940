import { expect, test } from 'vitest';
import { middleOf, movePoint } from './stretchPoints.ts';

const stretch = { black: 900, midtones: 0.01, white: 65535 };

test('the middle is found and moved as a value', () => {
  expect(middleOf(stretch)).toBeCloseTo(900 + 0.01 * 64635, 9);
  expect(middleOf(movePoint(stretch, 'middle', 2000, 65535))).toBeCloseTo(2000, 6);
});

test('points cannot pass each other nor leave the range', () => {
  expect(movePoint(stretch, 'black', 1e9, 65535).black).toBe(65534);
  expect(movePoint(stretch, 'black', -5, 65535).black).toBe(0);
  expect(movePoint(stretch, 'white', 0, 65535).white).toBe(901);
  expect(movePoint(stretch, 'white', 1e9, 65535).white).toBe(65535);
  const { midtones } = movePoint(stretch, 'middle', 0, 65535);
  expect(midtones).toBeGreaterThan(0);
});
