import { expect, test } from 'vitest';
import { parked } from './parked.ts';

test('what is parked is had as often as wanted, with the same shared memory, until it is let go of', () => {
  const data = new Uint16Array(new SharedArrayBuffer(8));
  const kept = parked({ width: 4, data });
  const [one, other] = [kept.get(), kept.get()];
  expect(one).toEqual({ width: 4, data });
  expect(other?.data).not.toBe(one?.data);
  data[2] = 7;
  expect([one?.data[2], other?.data[2], kept.get()?.data[2]]).toEqual([7, 7, 7]);
  kept.letGo();
  expect(kept.get()).toBeUndefined();
});
