import { expect, test } from 'vitest';
import { frameMemory } from './frameMemory.ts';

const frame = (bytes: number) => ({
  pixels: { width: bytes, height: 1, planes: 1 as const, data: new Uint8Array(bytes) },
});

test('the oldest go when there are too many bytes; the newest always stays', () => {
  const memory = frameMemory(250);
  for (const id of ['a', 'b', 'c']) memory.put(id, frame(100), false);
  expect(['a', 'b', 'c'].map((id) => memory.get(id) !== undefined)).toEqual([false, true, true]);
  memory.put('huge', frame(1000), false);
  expect(memory.get('huge')).toBeDefined();
  expect(memory.get('c')).toBeUndefined();
});

test('what has no file stays until it has one', () => {
  const memory = frameMemory(150);
  memory.put('unsaved', frame(100), true);
  for (const id of ['a', 'b', 'c']) memory.put(id, frame(100), false);
  expect(memory.get('unsaved')).toBeDefined();
  memory.unpin('unsaved');
  expect(memory.get('unsaved')).toBeUndefined();
});
