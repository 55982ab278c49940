import type { Waiting } from '@uraniborg/core';
import type { Watchdog, WatchdogOrder } from './watchdog.ts';

/** Two beats may be lost. */
const BEATS = 3;

/**
 * Keeps a watchdog quiet for as long as this program lives: arms it, and beats until the signal aborts; then it is
 * disarmed. A beat that fails is told and tried again with the next: the link may come back, and if it does not, the
 * watchdog does what it is there for. One that has lost its order (its driver was started anew) is armed again.
 *
 * @returns when the signal has aborted and the watchdog is disarmed, as far as it can be reached
 * @throws what `arm` throws the first time
 */
export async function standGuard(
  watchdog: Watchdog,
  order: WatchdogOrder,
  { clock, signal, onTrouble }: Waiting & { readonly onTrouble: (error: unknown) => void },
): Promise<void> {
  // What has been begun is finished, so that the driver is never left half told.
  const undisturbed = { clock, signal: new AbortController().signal };
  await watchdog.arm(order, { clock, signal });
  while (!signal.aborted) {
    await clock.sleep((order.seconds * 1000) / BEATS, signal).catch(() => {});
    if (signal.aborted || !watchdog.connected) continue;
    try {
      const { armed, shutdown } = await watchdog.read(undisturbed);
      if (armed) await watchdog.beat(undisturbed);
      // What it has parked stays parked until somebody decides.
      else if (shutdown === 'none') await watchdog.arm(order, undisturbed);
    } catch (error) {
      onTrouble(error);
    }
  }
  if (watchdog.connected) await watchdog.disarm(undisturbed).catch(onTrouble);
}
