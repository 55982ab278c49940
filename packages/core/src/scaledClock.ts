import type { Clock } from './clock.ts';
import { systemClock } from './systemClock.ts';

/**
 * A clock that runs `factor` times faster than the machine's, from `start`: for demonstrations, and for tests that
 * cross real sockets.
 *
 * @param factor how many seconds pass per real second, > 0
 * @param start milliseconds since the Unix epoch at which it begins; default: now
 */
export function scaledClock(factor: number, start = systemClock.now()): Clock {
  const begun = systemClock.now();
  return {
    now: () => start + (systemClock.now() - begun) * factor,
    sleep: (ms, signal) => systemClock.sleep(ms / factor, signal),
    hold: (work) => work,
  };
}
