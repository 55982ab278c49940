import { DeviceError, isAborted, sentenceOf, type Waiting } from '@uraniborg/core';

/**
 * Runs something that moves hardware. When it is aborted or fails, the hardware is told to stop first, undisturbed by
 * the abort, and only then does this reject: who hears of the end may count on it.
 *
 * @param stop stops the hardware and settles when it stands; safe to call when it stands already
 * @throws what `act` throws; DeviceError when it was aborted and could not be stopped
 */
export async function stopFirst<T>(
  { clock, signal }: Waiting,
  stop: (waiting: Waiting) => Promise<void>,
  act: () => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  try {
    return await act();
  } catch (error) {
    try {
      await stop({ clock, signal: new AbortController().signal });
    } catch (failure) {
      if (isAborted(error) || signal.aborted)
        throw new DeviceError(`It was told to stop and may still move: ${sentenceOf(failure)}`, 'stop', {
          cause: failure,
        });
    }
    throw signal.aborted && isAborted(error) ? signal.reason : error;
  }
}
