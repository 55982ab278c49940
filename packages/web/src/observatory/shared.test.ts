import { expect, test } from 'vitest';
import { shared } from './shared.ts';

test('what is as it was is the same object; what is not is the new one', () => {
  const before = { a: [{ x: 1 }, { x: 2, deep: { y: [1, 2] } }], b: null };
  const after = structuredClone(before);
  expect(shared(before, after)).toBe(before);
  const [first] = after.a;
  if (first) first.x = 9;
  const next = shared(before, after);
  expect(next).toEqual(after);
  expect(next.a[1]).toBe(before.a[1]);
  expect(next.a[0]).not.toBe(before.a[0]);
});

test('more, fewer and other kinds are changes', () => {
  for (const [before, after] of [
    [[1], [1, 2]],
    [[1, 2], [1]],
    [{ a: 1 }, { a: 1, b: undefined }],
    [{ a: 1, b: 1 }, { a: 1 }],
    [[], {}],
    [null, {}],
    [{}, null],
    ['1', 1],
  ])
    expect(shared(before, after)).toStrictEqual(after);
  expect(shared({ a: 1 }, { a: 1, b: undefined })).toHaveProperty('b');
});
