import type { Switches } from '../switches.ts';
import type { Remedy } from './supervise.ts';

export interface PowerCycleOptions {
  /** Seconds without power. Default 5: capacitors hold on. */
  readonly offSeconds?: number;
  /** Seconds until the device is ready again. Default 15. */
  readonly bootSeconds?: number;
  /** After how many attempts in vain. Default 5. */
  readonly after?: number;
}

/** Takes the power from a device and gives it back, by a switch that its owner has named for that. */
export function powerCycle(
  switches: Switches,
  id: string,
  { offSeconds = 5, bootSeconds = 15, after = 5 }: PowerCycleOptions = {},
): Remedy {
  return {
    name: 'switch its power off and on',
    after,
    async apply({ clock, signal }) {
      await switches.set(id, 0, { clock, signal });
      try {
        await clock.sleep(offSeconds * 1000, signal);
      } finally {
        // Whatever happens meanwhile, it is not left without power.
        await switches.set(id, 1, { clock, signal: new AbortController().signal });
      }
      await clock.sleep(bootSeconds * 1000, signal);
    },
  };
}
