import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { hand } from './handPad.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a held button repeats itself within the time after which the server would stop, and ends with rate 0', () => {
  const said: string[] = [];
  const pad = hand(
    async (axis, rate) => said.push(`${axis} ${rate}`),
    () => {},
  );
  pad.press('ra', 0.5);
  vi.advanceTimersByTime(1900);
  pad.release('ra');
  vi.advanceTimersByTime(5000);
  expect(said).toEqual(['ra 0.5', 'ra 0.5', 'ra 0.5', 'ra 0.5', 'ra 0']);
});

test('letting go of nothing says nothing; letting go of all stops each axis once', () => {
  const said: string[] = [];
  const pad = hand(
    async (axis, rate) => said.push(`${axis} ${rate}`),
    () => {},
  );
  pad.release();
  pad.press('ra', 1);
  pad.press('dec', -1);
  pad.release();
  pad.release();
  expect(said).toEqual(['ra 1', 'dec -1', 'ra 0', 'dec 0']);
});

test('a refused motion is not repeated, and the person hears of it', async () => {
  const said: string[] = [];
  const failed = vi.fn();
  const pad = hand(async (axis, rate) => {
    said.push(`${axis} ${rate}`);
    if (rate !== 0) throw new Error('The mount is parked');
  }, failed);
  pad.press('dec', 2);
  await vi.advanceTimersByTimeAsync(3000);
  expect(said).toEqual(['dec 2', 'dec 0']);
  expect(failed).toHaveBeenCalledOnce();
});
