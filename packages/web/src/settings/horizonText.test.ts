import { expect, test } from 'vitest';
import { horizonOf, horizonText } from './horizonText.ts';

test('a horizon file is read, remarks and order aside, and written again', () => {
  const points = horizonOf('# my garden\r\n180, 12.5\n0 10 # the oak\n\n 90\t-1\n');
  expect(points).toEqual([
    { azimuth: 0, altitude: 10 },
    { azimuth: 90, altitude: -1 },
    { azimuth: 180, altitude: 12.5 },
  ]);
  expect(horizonOf(horizonText(points as { azimuth: number; altitude: number }[]))).toEqual(points);
  expect(horizonOf('')).toEqual([]);
});

test('what is no horizon is told with its line', () => {
  for (const bad of ['10', '10 20 30', 'ten 20', '400 10', '10 95', '10 1e9']) {
    expect(horizonOf(`0 0\n${bad}`), bad).toMatch(/^Line 2, /);
  }
});
