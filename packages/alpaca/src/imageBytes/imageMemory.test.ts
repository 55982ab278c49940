import { drained } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { imageMemory } from './imageMemory.ts';

const large = 10_000_000;

test('the first image has memory of its own, the next the one that was made ready, and none has it twice', () => {
  const memory = imageMemory();
  expect([...memory.makeReady()]).toEqual([]);
  const first = memory.take(large);
  expect([...memory.makeReady()]).toHaveLength(9);
  // It is there already.
  expect([...memory.makeReady()]).toEqual([]);
  const second = memory.take(large);
  const third = memory.take(large);
  expect([first, second, third].map(({ length }) => length)).toEqual([large, large, large]);
  expect(new Set([first, second, third].map(({ buffer }) => buffer)).size).toBe(3);
  expect(second.every((byte) => byte === 0)).toBe(true);
});

test('an image of another size has memory of its size, and is what the next is expected to be like', () => {
  const memory = imageMemory();
  memory.take(large);
  const making = memory.makeReady();
  making.next();
  // Taken in the middle of making ready: what was made is forgotten.
  expect(memory.take(large / 2)).toHaveLength(large / 2);
  while (!making.next().done);
  expect([...memory.makeReady()].length).toBeGreaterThan(0);
  expect(memory.take(large / 2)).toHaveLength(large / 2);
  memory.take(1000);
  drained(memory.makeReady());
  expect(memory.take(1000)).toHaveLength(1000);
});
