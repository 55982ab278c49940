import { expect, test } from 'vitest';
import { stepExposure } from './exposureSteps.ts';

test('exposures step to the next usual time, also from one in between', () => {
  expect(stepExposure(2, 1)).toBe(3);
  expect(stepExposure(2, -1)).toBe(1);
  expect(stepExposure(33, 1)).toBe(45);
  expect(stepExposure(33, -1)).toBe(30);
});

test('beyond the usual times it stays', () => {
  expect(stepExposure(0.001, -1)).toBe(0.001);
  expect(stepExposure(7200, 1)).toBe(7200);
});
