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

async function busy(rig: Rig, role: Role, waiting: Waiting): Promise<boolean> {
  const { camera, mount, focuser, filterWheel, rotator, dome, coverCalibrator } = rig;
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
    case 'rotator':
      return (await rotator?.read(waiting))?.moving ?? false;
    case 'dome': {
      // A dome that follows the telescope moves of its own, and may.
      const reading = await dome?.read(waiting);
      return (reading?.moving ?? false) && !reading?.slaved;
    }
    case 'coverCalibrator':
      return (await coverCalibrator?.read(waiting))?.cover === 'moving';
    case 'switches':
      return false;
  }
}

/** Tells it to stop. A filter wheel cannot be stopped: it arrives. */
async function halt(rig: Rig, role: Role, waiting: Waiting): Promise<void> {
  const { camera, mount, focuser, rotator, dome, coverCalibrator } = rig;
  if (role === 'camera') await camera?.stop(waiting);
  if (role === 'mount') await mount?.stop(waiting);
  if (role === 'focuser') await focuser?.halt(waiting);
  if (role === 'rotator') await rotator?.halt(waiting);
  if (role === 'dome') await dome?.stop(waiting);
  if (role === 'coverCalibrator') await coverCalibrator?.halt(waiting);
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
