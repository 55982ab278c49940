import { expect, test } from 'vitest';
import { areaBetween } from './tools.ts';

const size = { width: 100, height: 50 };

test('an area is the same whichever way it was drawn, and stays inside', () => {
  const area = { x: 10, y: 20, width: 30, height: 10 };
  expect(areaBetween({ x: 10.2, y: 19.9 }, { x: 40.1, y: 30 }, size)).toEqual(area);
  expect(areaBetween({ x: 40.1, y: 19.9 }, { x: 10.2, y: 30 }, size)).toEqual(area);
  expect(areaBetween({ x: -20, y: -5 }, { x: 500, y: 500 }, size)).toEqual({ x: 0, y: 0, width: 100, height: 50 });
  expect(areaBetween({ x: 10, y: 10 }, { x: 10.4, y: 30 }, size)).toBeNull();
  expect(areaBetween({ x: 200, y: 10 }, { x: 300, y: 30 }, size)).toBeNull();
});
