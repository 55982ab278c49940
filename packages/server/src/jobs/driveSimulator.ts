import { homedir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@uraniborg/core';
import { PropertyServer, serveStdio } from '@uraniborg/indi';
import { offerOverIndi } from '@uraniborg/simulators';
import { nightSite } from '../rig/nightSite.ts';
import { simulatedObservatory } from '../rig/simulatedRig.ts';
import { indiConfiguration } from '../storage/indiConfiguration.ts';
import { version } from '../version.ts';

export interface DriveOptions {
  readonly seed: number;
  /** Where settings are kept; default `.indi` in the person's home, as for every INDI driver. */
  readonly configFolder?: string;
}

/**
 * The simulated observatory as a driver of the `indiserver` that has started this process, all its devices in one;
 * settles when that lets go of it. Nothing else may write to standard output meanwhile.
 */
export async function driveSimulator({ seed, configFolder }: DriveOptions): Promise<void> {
  const observatory = simulatedObservatory({ clock: systemClock, seed, site: nightSite(systemClock.now()) });
  const properties = new PropertyServer({ clock: systemClock });
  const configuration = indiConfiguration(configFolder ?? join(homedir(), '.indi'));
  offerOverIndi(properties, observatory, { configuration, version });
  await serveStdio(properties);
}
