import { AbortedError, type Clock, TimeoutError } from '@uraniborg/core';
import type { AlpacaRequest } from '../transport.ts';

/**
 * Runs `work` for as long as the request allows, then lets go of it.
 *
 * @param work is given a signal that aborts at the deadline and when the caller's does
 * @throws TimeoutError after `timeoutMs` of the clock; AbortedError when the caller's signal aborts
 */
export async function withDeadline<T>(
  clock: Clock,
  request: Pick<AlpacaRequest, 'timeoutMs' | 'signal' | 'method' | 'path'>,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const ended = new AbortController();
  const abort = () => ended.abort(new AbortedError(`${request.method} ${request.path} was given up`));
  if (request.signal?.aborted) throw new AbortedError(`${request.method} ${request.path} was given up`);
  request.signal?.addEventListener('abort', abort, { once: true });
  const sleeping = new AbortController();
  const interrupted = new Promise<never>((_, reject) => {
    ended.signal.addEventListener('abort', () => reject(ended.signal.reason), { once: true });
  });
  clock.sleep(request.timeoutMs, sleeping.signal).then(
    () =>
      ended.abort(
        new TimeoutError(`${request.method} ${request.path} was not answered in ${request.timeoutMs / 1000} s`),
      ),
    () => {}, // the work was faster
  );
  try {
    return await Promise.race([work(ended.signal), interrupted]);
  } finally {
    sleeping.abort(answered);
    request.signal?.removeEventListener('abort', abort);
  }
}

/** Why the waiting ends: nobody sees it, and to make one each time would cost a tenth of a small request. */
const answered = new AbortedError('answered');
