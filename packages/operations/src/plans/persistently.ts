import { DeviceError, sentenceOf, TimeoutError, TransportError } from '@uraniborg/core';
import { awaitReady, note, type Plan, waitSeconds } from '../plan.ts';
import type { Role } from '../rig.ts';

/** Before the second attempt; twice as long before the third. */
const PAUSE_SECONDS = 2;

/** What is done about a device that fails in the middle of something. */
export interface Patience {
  /** How often it is tried in all. Default 3; 1 gives up at once. */
  readonly attempts?: number;
  /** How long a device that was lost is waited for, seconds. Default 600. */
  readonly outageSeconds?: number;
}

/**
 * Tries something again when a device failed, after waiting for the devices to be there again. What is wrong with the
 * plan itself (a full disk, a setting that does not fit) is not tried again.
 *
 * @param what for the log: "Exposure 3 of 12"
 * @param roles what it needs
 */
export function* persistently<T>(
  what: string,
  roles: readonly Role[],
  attempt: () => Plan<T>,
  { attempts = 3, outageSeconds = 600 }: Patience = {},
): Plan<T> {
  for (let n = 1; ; n++) {
    try {
      return yield* attempt();
    } catch (error) {
      if (n >= attempts || !ofDevice(error)) throw error;
      yield* note(`${what} failed (${sentenceOf(error)}); trying again, ${n + 1} of ${attempts}`, 'warning');
      // Long enough for a driver that is just dying to be found dead.
      yield* waitSeconds(PAUSE_SECONDS * n);
      if (!(yield* awaitReady(roles, outageSeconds))) throw error;
    }
  }
}

function ofDevice(error: unknown): boolean {
  return error instanceof DeviceError || error instanceof TransportError || error instanceof TimeoutError;
}
