import { expect, test } from 'vitest';
import { inReach } from './floating.ts';

const page = { left: 60, top: 80, width: 700, height: 500 };

test('a window stays in reach, and never over what is always in view', () => {
  const window = { x: 100, y: 120, width: 330, height: 400 };
  expect(inReach(window, page)).toEqual(window);
  expect(inReach({ ...window, x: -500, y: 3 }, page)).toEqual({ ...window, x: 60, y: 80 });
  expect(inReach({ ...window, x: 5000, y: 5000 }, page)).toEqual({ ...window, x: 430, y: 180 });
});

test('it is no larger than there is room, and no smaller than can be used', () => {
  expect(inReach({ x: 0, y: 0, width: 5000, height: 5000 }, page)).toEqual({ x: 60, y: 80, width: 700, height: 500 });
  expect(inReach({ x: 90, y: 90, width: 1, height: 1 }, page)).toEqual({ x: 90, y: 90, width: 220, height: 160 });
});
