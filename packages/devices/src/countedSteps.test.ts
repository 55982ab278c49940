import { VirtualClock } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { countedSteps } from './countedSteps.ts';

/** Moves at 2 steps a millisecond, and breaks off after `breaksAt` milliseconds. */
function motor(rate?: number) {
  const clock = new VirtualClock(0);
  const counter = countedSteps(() => clock, rate);
  counter.begin(10_001);
  const move = (by: number, breaksAt = Number.POSITIVE_INFINITY) =>
    clock.run(
      counter
        .count(by, async () => {
          await clock.sleep(Math.min(breaksAt, Math.abs(by) / 2));
          if (breaksAt < Math.abs(by) / 2) throw new Error('stopped');
        })
        .catch(() => undefined),
    );
  return { counter, move };
}

test('begins in the middle and counts whole moves, out and in', async () => {
  const { counter, move } = motor();
  expect(counter.position).toBe(5000);
  await move(300);
  await move(-500);
  expect(counter.position).toBe(4800);
});

test('of a move that broke off counts its time, by the speed of the last whole one', async () => {
  const { counter, move } = motor();
  await move(1000);
  await move(-1000, 100);
  expect(counter.position).toBe(5800);
});

test('before there was a whole move it counts half, unless the speed is known', async () => {
  const { counter, move } = motor();
  await move(1000, 10);
  expect(counter.position).toBe(5500);
  const timed = motor(1);
  await timed.move(1000, 10);
  expect(timed.counter.position).toBe(5010);
});
