import type { FrameSummary } from '@uraniborg/api';
import { expect, test } from 'vitest';
import { neighbour } from './neighbour.ts';

const frames = ['a', 'b', 'c', 'd'].map((id) => ({ id }) as FrameSummary);

test('the next one of the list, never beyond its ends', () => {
  expect(neighbour(frames, 'b', 1)?.id).toBe('c');
  expect(neighbour(frames, 'd', 1)?.id).toBe('d');
  expect(neighbour(frames, 'a', -1)?.id).toBe('a');
  expect(neighbour(frames, 'gone', 1)?.id).toBe('a');
  expect(neighbour([], 'a', 1)).toBeUndefined();
});
