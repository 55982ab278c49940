import { TimeoutError, TransportError, type Waiting } from '@uraniborg/core';

export interface PollOptions<T> {
  /** Looks once: what was waited for, or undefined to look again. A DeviceError that it throws ends the waiting. */
  readonly look: (waiting: Waiting) => Promise<T | undefined>;
  /** Milliseconds from one look to the next, from those that have passed since the first. Default 250. */
  readonly every?: number | ((passedMs: number) => number);
  /** How long to wait, milliseconds. */
  readonly limitMs: number;
  /** "the mount to arrive": what the error says was waited for. */
  readonly what: string;
  /** How long the device may be out of reach meanwhile, milliseconds. Default 20 000. */
  readonly outageMs?: number;
}

/**
 * Looks again and again. A short outage of the link is sat out: a movement or an exposure goes on without us.
 *
 * @throws TimeoutError not within `limitMs`; the TransportError or TimeoutError of an outage longer than `outageMs`
 */
export async function pollUntil<T>(waiting: Waiting, options: PollOptions<T>): Promise<T> {
  const { clock, signal } = waiting;
  const { look, every = 250, limitMs, what, outageMs = 20_000 } = options;
  const begun = clock.now();
  let reached = begun;
  for (;;) {
    try {
      const found = await look(waiting);
      if (found !== undefined) return found;
      reached = clock.now();
    } catch (error) {
      signal.throwIfAborted();
      const outage = error instanceof TransportError || error instanceof TimeoutError;
      if (!outage || clock.now() - reached > outageMs) throw error;
    }
    const passed = clock.now() - begun;
    if (passed >= limitMs) throw new TimeoutError(`Waited ${Math.round(limitMs / 1000)} s for ${what}, in vain`);
    await clock.sleep(Math.min(typeof every === 'number' ? every : every(passed), limitMs), signal);
  }
}
