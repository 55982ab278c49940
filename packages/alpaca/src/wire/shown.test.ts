import { expect, test } from 'vitest';
import { shown } from './shown.ts';

test('whatever it is can be shown', () => {
  const knot: Record<string, unknown> = {};
  knot.self = knot;
  expect([1.5, 'a "b"', null, undefined, [1], true, 7n, Symbol('s'), knot].map(shown)).toEqual([
    '1.5',
    '"a \\"b\\""',
    'null',
    'undefined',
    '[1]',
    'true',
    '7',
    'Symbol(s)',
    'an object',
  ]);
  expect(shown(JSON.parse('{"toString":1,"valueOf":1}'))).toBe('{"toString":1,"valueOf":1}');
  expect(shown('x'.repeat(1000))).toHaveLength(83);
});
