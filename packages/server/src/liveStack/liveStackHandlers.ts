import type { Handlers } from '../http/commandRoutes.ts';
import type { LiveStack } from './liveStack.ts';

const nothing = {};

/** What performs the commands on the live stack. */
export function liveStackHandlers(stacking: LiveStack) {
  return {
    'liveStack.set': async (change) => {
      stacking.set(change);
      return nothing;
    },
    'liveStack.start': async () => {
      await stacking.start();
      return nothing;
    },
    'liveStack.stop': async () => {
      await stacking.stop();
      return nothing;
    },
    'liveStack.reset': async () => {
      await stacking.reset();
      return nothing;
    },
    'liveStack.undo': async () => {
      await stacking.undo();
      return nothing;
    },
    'liveStack.save': async () => ({ fileName: await stacking.save() }),
  } satisfies Partial<Handlers>;
}
