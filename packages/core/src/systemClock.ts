import type { Clock } from './clock.ts';

/** The machine's own time. The one place (with its two siblings) where timers are allowed. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep(ms, signal) {
    return new Promise<void>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const abort = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(
        () => {
          signal?.removeEventListener('abort', abort);
          resolve();
        },
        Math.max(0, ms),
      );
      signal?.addEventListener('abort', abort, { once: true });
    });
  },
  hold: (work) => work,
};
