import { VirtualClock } from '@uraniborg/core';
import type { Mount } from '@uraniborg/devices';
import { expect, test } from 'vitest';
import { handPad } from './handPad.ts';

/** Of a mount the pad only ever moves an axis. */
function padded() {
  const clock = new VirtualClock(0);
  const moves: [number, string, number][] = [];
  const mount = {
    move: async (axis: string, rate: number) => {
      moves.push([clock.now(), axis, rate]);
    },
  } as unknown as Mount;
  const pad = handPad(clock, () => undefined, new AbortController().signal);
  return { clock, moves, move: (axis: 'ra' | 'dec', rate: number) => pad.move(mount, axis, rate) };
}

test('without another word an axis stops after two seconds', async () => {
  const { clock, moves, move } = padded();
  await clock.run(
    (async () => {
      await move('ra', 1);
      await clock.sleep(1500);
      await move('ra', 1);
      await clock.sleep(1000);
      await move('dec', -1);
      await clock.sleep(10_000);
    })(),
  );
  expect(moves).toEqual([
    [0, 'ra', 1],
    [1500, 'ra', 1],
    [2500, 'dec', -1],
    [3500, 'ra', 0],
    [4500, 'dec', 0],
  ]);
});

test('let go of, it stops at once and only once', async () => {
  const { clock, moves, move } = padded();
  await clock.run(
    (async () => {
      await move('ra', 1);
      await clock.sleep(300);
      await move('ra', 0);
      await clock.sleep(10_000);
    })(),
  );
  expect(moves).toEqual([
    [0, 'ra', 1],
    [300, 'ra', 0],
  ]);
});
