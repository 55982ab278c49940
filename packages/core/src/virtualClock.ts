import type { Clock } from './clock.ts';

interface Sleeper {
  at: number;
  order: number;
  wake: () => void;
}

/**
 * Time that jumps from one wake-up to the next as soon as nothing else is running. A night takes milliseconds, in the
 * same order every time: sleepers due at the same moment wake in the order in which they went to sleep.
 */
export class VirtualClock implements Clock {
  #now: number;
  #sleepers: Sleeper[] = [];
  #order = 0;
  #held = 0;
  /** Who watches the held work, without turning the loop meanwhile. */
  #watchers: (() => void)[] = [];
  #awaited = new Set<string>();
  #driving = false;

  /** @param start milliseconds since the Unix epoch */
  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const sleeper: Sleeper = {
        at: this.#now + Math.max(0, ms),
        order: this.#order++,
        wake: () => {
          signal?.removeEventListener('abort', abort);
          resolve();
        },
      };
      const abort = () => {
        this.#sleepers = this.#sleepers.filter((s) => s !== sleeper);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', abort, { once: true });
      let i = this.#sleepers.length;
      while (i > 0 && (this.#sleepers[i - 1]?.at ?? 0) > sleeper.at) i--;
      this.#sleepers.splice(i, 0, sleeper);
    });
  }

  async hold<T>(work: Promise<T>): Promise<T> {
    this.#held++;
    try {
      return await work;
    } finally {
      if (--this.#held === 0) this.#wakeWatchers();
    }
  }

  /**
   * Runs virtual time until `done` settles, and settles like it.
   *
   * @param done what is waited for
   * @param name what a person would call it: the deadlock error names it
   * @throws Error "deadlock" when `done` has not settled and nothing sleeps or is held, so that it never will, unless it
   * waits for something real (a file, a worker, a socket) that should have been held; see also `held`
   */
  async run<T>(done: Promise<T>, name = 'an unnamed promise'): Promise<T> {
    let settled = false;
    const settle = () => {
      settled = true;
      this.#wakeWatchers();
    };
    done.then(settle, settle);
    this.#awaited.add(name);
    try {
      while (!settled) {
        await idle();
        if (!settled && this.#held > 0) await new Promise<void>((wake) => this.#watchers.push(wake));
        if (settled || this.#held > 0) continue;
        if (this.#driving) continue; // another run() moves the time; this one only watches
        this.#driving = true;
        try {
          await this.#step(() => settled);
        } finally {
          this.#driving = false;
        }
      }
      return await done;
    } finally {
      this.#awaited.delete(name);
    }
  }

  #wakeWatchers(): void {
    for (const wake of this.#watchers.splice(0)) wake();
  }

  async #step(settled: () => boolean): Promise<void> {
    // One more turn of the loop: a promise chain may just have ended in a new sleep or hold.
    await idle();
    if (this.#held > 0 || settled()) return;
    const next = this.#sleepers.shift();
    if (!next) {
      await idle();
      if (this.#sleepers.length > 0 || this.#held > 0 || settled()) return;
      throw new Error(
        `deadlock: nothing will ever wake ${[...this.#awaited].join(', ')}; what takes real time must be held by the clock`,
      );
    }
    this.#now = next.at;
    next.wake();
  }
}

/** Lets every microtask and every callback that is ready run. */
function idle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
