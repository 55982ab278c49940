import { expect, test } from 'vitest';
import { followedArea } from './followedArea.ts';

const sensor = { width: 4656, height: 3520 };

test('the window lies about the star, and within the sensor', () => {
  expect(followedArea({ x: 1000, y: 800 }, null, sensor, 400)).toEqual({ x: 800, y: 600, width: 400, height: 400 });
  expect(followedArea({ x: 20, y: 3519 }, null, sensor, 400)).toEqual({ x: 0, y: 3120, width: 400, height: 400 });
});

test('it stays while the star is well inside, and goes after it when it is not', () => {
  const now = { x: 800, y: 600, width: 400, height: 400 };
  expect(followedArea({ x: 1045, y: 760 }, now, sensor, 400)).toBe(now);
  expect(followedArea({ x: 1060, y: 800 }, now, sensor, 400)).toEqual({ ...now, x: 860 });
  expect(followedArea({ x: 1000, y: 800 }, now, sensor, 200)).toEqual({ x: 900, y: 700, width: 200, height: 200 });
});

test('a star at the edge of the sensor does not make the window wander to and fro', () => {
  const corner = followedArea({ x: 10, y: 10 }, null, sensor, 400);
  expect(followedArea({ x: 12, y: 9 }, corner, sensor, 400)).toBe(corner);
});
