import { utcText } from '@uraniborg/core';
import type { StepKind } from './stepKind.ts';

/** Lets time pass: until a moment (milliseconds since the Unix epoch), or for some seconds. */
export const wait: StepKind<{ readonly until: number } | { readonly seconds: number }, undefined> = {
  needs: () => [],
  describe: (asks) => ('until' in asks ? `Wait until ${utcText(asks.until, 0)}` : `Wait ${asks.seconds} s`),
  expect: (asks, { at }) => ({
    seconds: 'until' in asks ? Math.max(0, (asks.until - at) / 1000) : asks.seconds,
    gives: undefined,
  }),
  async perform(asks, { clock, signal }) {
    await clock.sleep('until' in asks ? asks.until - clock.now() : asks.seconds * 1000, signal);
  },
};

/** Asks what time it is: milliseconds since the Unix epoch. */
export const now: StepKind<object, number> = {
  needs: () => [],
  describe: () => 'Look at the clock',
  expect: (_, { at }) => ({ seconds: 0, gives: at }),
  perform: async (_, { clock }) => clock.now(),
};

/** Says something in the log. */
export const note: StepKind<{ readonly text: string; readonly level?: 'info' | 'warning' | 'error' }, undefined> = {
  needs: () => [],
  describe: ({ text }) => text,
  expect: () => ({ seconds: 0, gives: undefined }),
  async perform({ text, level = 'info' }, { log }) {
    log(level, text);
  },
};

/** Asks how many exposures count under a key of the ledger; `judged`: when all of them have been measured and graded. */
export const completed: StepKind<{ readonly key: string; readonly judged?: boolean }, number> = {
  needs: () => [],
  describe: ({ key }) => `Look up what is done of ${key}`,
  expect: ({ key }, world) => ({ seconds: 0, gives: world.completed(key) }),
  async perform({ key, judged }, { ledger, clock, signal, onProgress }) {
    if (judged) {
      onProgress({ phase: 'judging', fraction: undefined, secondsLeft: undefined });
      await ledger.judged?.(key, { clock, signal });
    }
    return (await ledger.entries({ key })).length;
  },
};
