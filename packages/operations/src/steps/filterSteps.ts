import { deviceOf } from '../rig.ts';
import type { StepKind } from './stepKind.ts';

/** Turns the filter wheel to a slot, 0-based; `name` is for the reader of the log. */
export const selectFilter: StepKind<{ readonly slot: number; readonly name?: string }, undefined> = {
  needs: () => ['filterWheel'],
  describe: ({ slot, name }) => `Select filter ${name ?? slot + 1}`,
  expect({ slot }, world) {
    const turns = world.slot === slot ? 0 : 3;
    world.slot = slot;
    return { seconds: turns, gives: undefined };
  },
  async perform({ slot }, { rig, clock, signal }) {
    const wheel = deviceOf(rig, 'filterWheel');
    if ((await wheel.read({ clock, signal })).slot !== slot) await wheel.select(slot, { clock, signal });
  },
};
