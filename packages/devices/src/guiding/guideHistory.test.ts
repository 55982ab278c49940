import { expect, test } from 'vitest';
import { guideHistory } from './guideHistory.ts';

test('the scatter is that about the mean: a star that stands beside its place is not smeared', () => {
  const history = guideHistory();
  for (let at = 0; at < 100; at++)
    history.add({ at, offset: { ra: 5 + (at % 2 ? 0.3 : -0.3), dec: at % 2 ? 0.4 : -0.4 }, settling: false });
  const guided = history.during(10, 89);
  expect(guided).toMatchObject({ steps: 80, lost: 0 });
  expect(guided?.rms?.ra).toBeCloseTo(0.3, 12);
  expect(guided?.rms?.dec).toBeCloseTo(0.4, 12);
  expect(guided?.rms?.total).toBeCloseTo(0.5, 12);
});

test('of two images nothing is said but their number; of none, and of settling, nothing at all', () => {
  const history = guideHistory();
  history.add({ at: 1, offset: { ra: 1, dec: 1 }, settling: true });
  expect(history.during(0, 9)).toBeUndefined();
  history.add({ at: 2, offset: undefined, settling: false });
  history.add({ at: 3, offset: { ra: 1, dec: 1 }, settling: false });
  history.add({ at: 4, offset: { ra: 2, dec: 1 }, settling: false });
  expect(history.during(0, 9)).toEqual({ steps: 2, lost: 1, rms: undefined });
  expect(history.during(5, 9)).toBeUndefined();
});

test('a night is kept, and no more', () => {
  const history = guideHistory(100);
  for (let at = 0; at < 1000; at++) history.add({ at, offset: { ra: 0, dec: 0 }, settling: false });
  expect(history.during(0, 1000)?.steps).toBeGreaterThanOrEqual(50);
  expect(history.during(0, 1000)?.steps).toBeLessThanOrEqual(100);
  expect(history.during(990, 999)?.steps).toBe(10);
});
