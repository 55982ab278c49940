import { expect, test } from 'vitest';
import { libraryRows, rowAt } from './libraryRows.ts';

const nights = [
  { night: '2026-11-20', frames: 5, rejected: 0 },
  { night: '2026-11-19', frames: 4, rejected: 1 },
];

test('nights one after the other, and last what has no file', () => {
  const { rows, tops } = libraryRows(nights, 3, { columns: 2, head: 10, height: 50 });
  expect(rows.map((row) => (row.kind === 'frames' ? `${row.from}+${row.count}` : row.kind))).toEqual([
    'night',
    '0+2',
    '2+2',
    '4+1',
    'night',
    '5+2',
    '7+2',
    'loose',
    '0+2',
    '2+1',
  ]);
  expect(tops.at(-1)).toBe(3 * 10 + 7 * 50);
});

test('the row at a height', () => {
  const { tops } = libraryRows(nights, 0, { columns: 1, head: 10, height: 50 });
  expect([-5, 0, 9, 10, 59, 60, 1e9].map((y) => rowAt(tops, y))).toEqual([0, 0, 0, 1, 1, 2, 10]);
  expect(rowAt(new Float64Array(1), 7)).toBe(0);
});
