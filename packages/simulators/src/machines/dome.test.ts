import { expect, test } from 'vitest';
import { createDome } from './dome.ts';

test('follows the telescope while it is slaved, and stands where it was left otherwise', () => {
  let telescope = 0;
  const dome = createDome(() => telescope, 0);
  telescope = 90;
  expect(dome.azimuth(20_000)).toBeCloseTo(90);
  dome.setSlaved(false, 20_000);
  telescope = 180;
  expect(dome.azimuth(60_000)).toBeCloseTo(90);
  dome.turnTo(30, 60_500);
  dome.stop(61_700);
  const stopped = dome.azimuth(61_700);
  expect(stopped).toBeLessThan(90);
  expect(dome.azimuth(90_000)).toBe(stopped);
  dome.setSlaved(true, 90_500);
  expect(dome.azimuth(90_900)).toBe(stopped);
  expect(dome.azimuth(120_000)).toBeCloseTo(180);
});
