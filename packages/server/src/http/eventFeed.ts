import type { ObservatoryState, ServerEvent } from '@uraniborg/api';
import { type Clock, isAborted } from '@uraniborg/core';
import type { Part, StateStore } from '../observatory/stateStore.ts';

/** What the feed needs of a WebSocket. */
export interface FeedSocket {
  /** Bytes accepted by `send` and not yet taken by the network. */
  readonly bufferedAmount: number;
  send(text: string): void;
  terminate(): void;
}

const INTERVAL_MS = 100;
/** What changes together, one device a moment after the other, goes together. */
const GATHER_MS = 20;
/** A client that has this much unread gets nothing new until it has read: parts are whole, so it loses no truth. */
const MOST_BUFFERED = 1 << 20;
const GIVE_UP_MS = 60_000;

/**
 * Sends the whole state, then what changes, at most ten times a second, until `signal` aborts. A slow client skips
 * intermediate parts instead of filling memory; one that reads nothing for a minute is cut off.
 *
 * @param clock paces the sending; the machine's own, also when the observatory's time runs faster
 */
export async function feedEvents(
  socket: FeedSocket,
  store: StateStore,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<void> {
  const dirty = new Set<Part>();
  let wake: () => void = () => {};
  let sequence = 0;
  const send = (event: ServerEvent) => socket.send(JSON.stringify(event));
  const unwatch = store.watch((changed) => {
    for (const part of changed) dirty.add(part);
    wake();
  });
  const end = () => wake();
  signal.addEventListener('abort', end);
  try {
    send({ type: 'state', sequence: sequence++, state: store.state });
    let stuckSince = clock.now();
    for (;;) {
      await clock.sleep(INTERVAL_MS, signal);
      if (dirty.size === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          if (signal.aborted) resolve();
        });
        if (!signal.aborted) await clock.sleep(GATHER_MS, signal);
      }
      if (signal.aborted) return;
      if (socket.bufferedAmount > MOST_BUFFERED) {
        if (clock.now() - stuckSince > GIVE_UP_MS) return socket.terminate();
        continue;
      }
      stuckSince = clock.now();
      const parts: Partial<ObservatoryState> = {};
      for (const part of dirty) Object.assign(parts, { [part]: store.state[part] });
      dirty.clear();
      send({ type: 'parts', sequence: sequence++, parts });
    }
  } catch (error) {
    if (!isAborted(error)) throw error;
  } finally {
    unwatch();
    signal.removeEventListener('abort', end);
  }
}
