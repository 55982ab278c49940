import { AbortedError, HouseError, TimeoutError, type Waiting } from '@uraniborg/core';

export interface WaitOptions extends Waiting {
  readonly timeoutMs: number;
  /** What a person would call it, for the error: "CCD Simulator to connect". */
  readonly what: string | (() => string);
}

/**
 * Waits until `look` returns something; it is called now (without an event) and after every event, and may throw to
 * give up.
 *
 * @param watch calls its argument with every event from now on; returns how to stop that
 * @throws TimeoutError, AbortedError, or what `look` throws
 */
export function waitUntil<E, T>(
  watch: (watcher: (event: E) => void) => () => void,
  look: (event: E | undefined) => T | undefined,
  { clock, signal, timeoutMs, what }: WaitOptions,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    if (signal.aborted) return reject(abortReason(signal));
    const timer = new AbortController();
    const finish = (settle: () => void) => {
      unwatch();
      timer.abort();
      signal.removeEventListener('abort', abort);
      settle();
    };
    const abort = () => finish(() => reject(abortReason(signal)));
    const consider = (event: E | undefined) => {
      if (timer.signal.aborted) return; // settled by an earlier event of the same round
      try {
        const found = look(event);
        if (found !== undefined) finish(() => resolve(found));
      } catch (error) {
        finish(() => reject(error));
      }
    };
    const unwatch = watch(consider);
    signal.addEventListener('abort', abort, { once: true });
    clock.sleep(timeoutMs, timer.signal).then(
      () => {
        const name = typeof what === 'string' ? what : what();
        finish(() => reject(new TimeoutError(`Waited ${timeoutMs / 1000} s in vain for ${name}`)));
      },
      () => {}, // settled before
    );
    consider(undefined);
  });
}

function abortReason(signal: AbortSignal): Error {
  const { reason } = signal;
  return reason instanceof HouseError ? reason : new AbortedError('Stopped', { cause: reason });
}
