import type { FrameSummary } from '@uraniborg/api';
import { expect, test } from 'vitest';
import { everything, listed, neighbour } from './libraryFilter.ts';

const frame = (id: string, own: Partial<FrameSummary>): FrameSummary => ({
  id,
  fileName: `${id}.fits`,
  saveError: null,
  startedAt: 0,
  frameType: 'light',
  seconds: 1,
  object: 'M42',
  filter: 'Ha',
  bin: 1,
  gain: null,
  temperature: null,
  width: 1,
  height: 1,
  planes: 1,
  ra: null,
  dec: null,
  statistics: { min: 0, max: 1, median: 0, mad: 0, mean: 0 },
  quality: null,
  verdict: null,
  ...own,
});
const frames = [
  frame('a', {}),
  frame('b', { verdict: 'rejected' }),
  frame('c', { frameType: 'dark', object: '', filter: null }),
  frame('d', { filter: 'L', verdict: 'accepted' }),
];
const ids = (change: Partial<typeof everything>) =>
  listed(frames, { ...everything, ...change })
    .map(({ id }) => id)
    .join('');

test('what is listed', () => {
  expect(ids({})).toBe('abcd');
  expect(ids({ type: 'dark' })).toBe('c');
  expect(ids({ filter: 'Ha' })).toBe('ab');
  expect(ids({ filter: '' })).toBe('c');
  expect(ids({ object: 'M42', verdict: 'good' })).toBe('ad');
  expect(ids({ verdict: 'rejected' })).toBe('b');
  expect(ids({ verdict: 'remarkable' })).toBe('');
});

test('the next one of the list, never beyond its ends', () => {
  expect(neighbour(frames, 'b', 1)?.id).toBe('c');
  expect(neighbour(frames, 'd', 1)?.id).toBe('d');
  expect(neighbour(frames, 'a', -1)?.id).toBe('a');
  expect(neighbour(frames, 'gone', 1)?.id).toBe('a');
  expect(neighbour([], 'a', 1)).toBeUndefined();
});
