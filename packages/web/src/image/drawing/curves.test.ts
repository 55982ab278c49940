import { expect, test } from 'vitest';
import { ASINH, halfPoint, LOG } from './curves.ts';

test('half bright is where the curve says', () => {
  expect(Math.log(1 + LOG * halfPoint('log')) / Math.log(1 + LOG)).toBeCloseTo(0.5, 12);
  expect(Math.asinh(ASINH * halfPoint('asinh')) / Math.asinh(ASINH)).toBeCloseTo(0.5, 12);
  expect(Math.sqrt(halfPoint('sqrt'))).toBe(0.5);
});
