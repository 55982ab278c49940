import { expect, test } from 'vitest';
import { warmLiveStack } from './warmLiveStack.ts';

test('every round is laid onto the stack', () => {
  expect(warmLiveStack()).toBe(12);
});
