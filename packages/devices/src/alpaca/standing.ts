import type { Waiting } from '@uraniborg/core';
import { pollUntil } from '../pollUntil.ts';

/** Looks more and more seldom until `look` says that it is so; short movements are not slept over. */
export async function standing(
  waiting: Waiting,
  what: string,
  limitMs: number,
  look: (signal: AbortSignal) => Promise<boolean>,
): Promise<void> {
  await pollUntil(waiting, {
    what,
    limitMs,
    every: (passed) => Math.min(1000, 50 + passed / 10),
    look: async ({ signal }) => ((await look(signal)) ? true : undefined),
  });
}
