import { deviceOf } from '../rig.ts';
import type { StepKind } from './stepKind.ts';

/** A typical stepper: steps per second. */
const STEP_RATE = 200;

/** Moves the focuser to a position, or by a number of steps. Gives back where it stands. */
export const moveFocuser: StepKind<{ readonly to: number } | { readonly by: number }, number> = {
  needs: () => ['focuser'],
  describe: (asks) =>
    'to' in asks
      ? `Move the focuser to ${asks.to}`
      : `Move the focuser ${asks.by < 0 ? 'in' : 'out'} by ${Math.abs(asks.by)} steps`,
  expect(asks, world) {
    const from = world.focuser ?? 0;
    const to = 'to' in asks ? asks.to : from + asks.by;
    world.focuser = to;
    return { seconds: 1 + Math.abs(to - from) / STEP_RATE, gives: to };
  },
  async perform(asks, { rig, clock, signal }) {
    const focuser = deviceOf(rig, 'focuser');
    const to = 'to' in asks ? asks.to : (await focuser.read({ clock, signal })).position + asks.by;
    await focuser.moveTo(to, { clock, signal });
    return to;
  },
};

/** Asks where the focuser stands, steps. */
export const focuserPosition: StepKind<object, number> = {
  needs: () => [],
  describe: () => 'Read the focuser',
  expect: (_, world) => ({ seconds: 0, gives: world.focuser ?? 0 }),
  perform: async (_, { rig, clock, signal }) => (await deviceOf(rig, 'focuser').read({ clock, signal })).position,
};
