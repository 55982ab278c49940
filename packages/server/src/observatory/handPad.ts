import { AbortedError, type Clock, isAborted, sentenceOf } from '@uraniborg/core';
import type { Mount } from '@uraniborg/devices';
import type { Log } from './log.ts';

type Axis = 'ra' | 'dec';

/** Moves the mount by hand. A browser that has gone away cannot leave the mount running. */
export interface HandPad {
  move(mount: Mount, axis: Axis, rate: number): Promise<void>;
}

const LAST_WORD_MS = 2000;

export function handPad(clock: Clock, log: Log, over: AbortSignal): HandPad {
  const watches: Partial<Record<Axis, AbortController>> = {};

  async function stopLater(mount: Mount, axis: Axis, signal: AbortSignal): Promise<void> {
    try {
      await clock.sleep(LAST_WORD_MS, signal);
    } catch (error) {
      if (isAborted(error)) return;
      throw error;
    }
    await mount.move(axis, 0, { clock, signal: over });
  }

  return {
    async move(mount, axis, rate) {
      watches[axis]?.abort(new AbortedError('another word came'));
      const watch = new AbortController();
      watches[axis] = watch;
      if (rate !== 0) {
        stopLater(mount, axis, watch.signal).catch((error) =>
          log('error', `The mount may still be moving: ${sentenceOf(error)}`),
        );
      }
      await mount.move(axis, rate, { clock, signal: over });
    },
  };
}
