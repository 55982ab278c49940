import { histogramOf } from '@uraniborg/imaging';
import { expect, test } from 'vitest';
import { columnsOf } from './columns.ts';

test('columns hold every pixel of their values once, on a logarithmic scale', () => {
  const { bins } = histogramOf({ width: 7, height: 1, planes: 1, data: Uint16Array.of(0, 1, 1, 2, 3, 9, 10) });
  const counts = (from: number, to: number, columns: number) =>
    Array.from(columnsOf(bins, from, to, columns), (height) => Math.round(10 ** height - 1));
  expect(counts(0, 10, 5)).toEqual([3, 2, 0, 0, 1]);
  expect(counts(1, 3, 4)).toEqual([2, 2, 1, 1]);
  expect(counts(65530, 65540, 2)).toEqual([0, 0]);
});
