import { histogramOf } from '@uraniborg/imaging';
import { expect, test } from 'vitest';
import { upperValues } from './upperValues.ts';

test('of a thousand values that all differ, so many are not above each', () => {
  const data = Uint16Array.from({ length: 1000 }, (_, i) => ((i * 7) % 1000) + 1);
  const values = upperValues(histogramOf({ width: 1000, height: 1, planes: 1, data }));
  expect(values).toEqual([900, 950, 980, 990, 995, 999, 1000]);
});

test('of pixels that are all alike, and of none', () => {
  const alike = { width: 8, height: 8, planes: 1, data: new Uint16Array(64).fill(321) } as const;
  expect(new Set(upperValues(histogramOf(alike)))).toEqual(new Set([321]));
  const bins = new Uint32Array(65536);
  expect(new Set(upperValues({ bins, low: 0, binWidth: 1, count: 0 }))).toEqual(new Set([0]));
});
