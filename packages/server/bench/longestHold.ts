import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';

/** Milliseconds. */
export interface Hold {
  /** On the clock, where a busy machine counts as well. */
  readonly clockMs: number;
  /** In processor time of this thread alone, between two looks a millisecond or so apart. */
  readonly threadMs: number;
}

const RESOLUTION_MS = 2;

/** The longest that the event loop of this thread stood still while something was done, twice. */
export async function longestHold(work: () => Promise<unknown>): Promise<Hold> {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  let before = processorMs();
  let thread = 0;
  const look = setInterval(() => {
    const now = processorMs();
    thread = Math.max(thread, now - before);
    before = now;
  }, 1);
  await setTimeout(50);
  delay.reset();
  // After a reset the first look only begins to count.
  await setTimeout(50);
  thread = 0;
  await work();
  await setTimeout(50);
  clearInterval(look);
  delay.disable();
  return { clockMs: delay.max / 1e6 - RESOLUTION_MS, threadMs: thread };
}

function processorMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
