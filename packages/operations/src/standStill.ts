import { TimeoutError, type Waiting } from '@uraniborg/core';
import { type Rig, type Role, roleNames } from './rig.ts';

const POLL_MS = 500;
const LIMIT_MS = 120_000;

/**
 * Stops the device of a role if it moves or exposes, and settles when it stands still. Nothing to do for a device that
 * is not connected.
 *
 * @throws TimeoutError it still moves after two minutes; DeviceError, TransportError it does not answer
 */
export async function standStill(rig: Rig, role: Role, { clock, signal }: Waiting): Promise<void> {
  if (!rig[role]?.connected) return;
  const begun = clock.now();
  let told = false;
  while (await busy(rig, role, { clock, signal })) {
    if (!told) await halt(rig, role, { clock, signal });
    told = true;
    if (clock.now() - begun > LIMIT_MS)
      throw new TimeoutError(`The ${roleNames[role]} was told to stop two minutes ago and still moves`);
    await clock.sleep(POLL_MS, signal);
  }
}

async function busy({ camera, mount, focuser, filterWheel }: Rig, role: Role, waiting: Waiting): Promise<boolean> {
  switch (role) {
    case 'camera': {
      const state = (await camera?.read(waiting))?.state ?? 'idle';
      return state !== 'idle' && state !== 'error';
    }
    case 'mount':
      return (await mount?.read(waiting))?.slewing ?? false;
    case 'focuser':
      return (await focuser?.read(waiting))?.moving ?? false;
    case 'filterWheel': {
      const reading = await filterWheel?.read(waiting);
      return reading !== undefined && reading.slot === undefined;
    }
  }
}

/** Tells it to stop. A filter wheel cannot be stopped: it arrives. */
async function halt({ camera, mount, focuser }: Rig, role: Role, waiting: Waiting): Promise<void> {
  if (role === 'camera') await camera?.stop(waiting);
  if (role === 'mount') await mount?.stop(waiting);
  if (role === 'focuser') await focuser?.halt(waiting);
}

/**
 * STOP: tells everything that moves or exposes to stop, whoever commands it, and settles when all stand still.
 *
 * @throws AggregateError with what could not be stopped, after everything was tried
 */
export async function stopEverything(rig: Rig, waiting: Waiting): Promise<void> {
  const roles = Object.keys(rig) as Role[];
  const stop = async (role: Role) => {
    // Not only what says that it moves: a hand pad's motion may not show yet.
    if (rig[role]?.connected) await halt(rig, role, waiting);
    await standStill(rig, role, waiting);
  };
  const failures = (await Promise.allSettled(roles.map(stop)))
    .filter((result) => result.status === 'rejected')
    .map((result) => result.reason);
  if (failures.length > 0) throw new AggregateError(failures, 'Not everything could be stopped');
}
