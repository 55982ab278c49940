import { VirtualClock } from '@uraniborg/core';
import type { Focuser } from '@uraniborg/devices';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Backlash, withBacklash } from './withBacklash.ts';

/** A focuser whose drawtube stands still while the play of its gears is taken up. */
function loose(play: number, maxPosition = 10_000) {
  let position = 5000;
  let tube = 5000;
  const moves: number[] = [];
  const focuser = {
    kind: 'focuser',
    address: 'a',
    name: 'Loose focuser',
    connected: true,
    capabilities: () => ({ maxPosition }),
    read: async () => ({ position, moving: false, temperature: undefined }),
    async moveTo(to: number) {
      if (to < 0 || to > maxPosition) throw new Error('outside');
      moves.push(to);
      position = to;
      // The tube is pushed by one flank or the other, `play` apart.
      tube = Math.min(Math.max(tube, to), to + play);
    },
  } as unknown as Focuser;
  return { focuser, moves, tube: () => tube };
}
const waiting = { clock: new VirtualClock(0), signal: new AbortController().signal };

test('a move against the approach goes too far and comes back; one with it goes straight', async () => {
  const { focuser, moves } = loose(60);
  const settings: Backlash = { backlash: 100, approach: 'in' };
  const dressed = withBacklash(focuser, () => settings);
  await dressed.moveTo(6000, waiting);
  await dressed.moveTo(5500, waiting);
  expect(moves).toEqual([6100, 6000, 5500]);
  expect(dressed.name).toBe('Loose focuser');
});

test('the other way round, at the ends of the range, and with no play to speak of', async () => {
  const { focuser, moves } = loose(60);
  let settings: Backlash = { backlash: 100, approach: 'out' };
  const dressed = withBacklash(focuser, () => settings);
  await dressed.moveTo(50, waiting);
  expect(moves).toEqual([0, 50]);
  await dressed.moveTo(0, waiting);
  settings = { backlash: 0, approach: 'out' };
  await dressed.moveTo(5000, waiting);
  await dressed.moveTo(4000, waiting);
  expect(moves.slice(2)).toEqual([0, 5000, 4000]);
  await expect(dressed.moveTo(10_001, waiting)).rejects.toThrow('outside');
});

test('wherever it comes from, the tube ends at one and the same place', async () => {
  const inRange = fc.integer({ min: 100, max: 9900 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(inRange, { minLength: 1, maxLength: 8 }),
      fc.constantFrom('in', 'out'),
      async (way, approach) => {
        const { focuser, tube } = loose(60);
        const dressed = withBacklash(focuser, () => ({ backlash: 80, approach }));
        // The first move takes up the play, whichever side it was on.
        await dressed.moveTo(approach === 'in' ? 5001 : 4999, waiting);
        for (const position of way) {
          await dressed.moveTo(position, waiting);
          expect(tube()).toBe(approach === 'in' ? position + 60 : position);
        }
      },
    ),
    { seed: 1, numRuns: 200 },
  );
});
