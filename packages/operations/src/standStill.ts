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
  const device = rig[role];
  if (!device?.connected) return;
  const begun = clock.now();
  let told = false;
  while (await busy(device, { clock, signal })) {
    if (!told) await halt(device, { clock, signal });
    told = true;
    if (clock.now() - begun > LIMIT_MS)
      throw new TimeoutError(`The ${roleNames[role]} was told to stop two minutes ago and still moves`);
    await clock.sleep(POLL_MS, signal);
  }
}

type AnyDevice = NonNullable<Rig[Role]>;

async function busy(device: AnyDevice, waiting: Waiting): Promise<boolean> {
  switch (device.kind) {
    case 'camera':
      return !['idle', 'error'].includes((await device.read(waiting)).state);
    case 'mount':
      return (await device.read(waiting)).slewing;
    case 'filterWheel':
      return (await device.read(waiting)).turning;
    case 'focuser':
    case 'rotator':
      return (await device.read(waiting)).moving;
    case 'dome': {
      // A dome that follows the telescope moves of its own, and may.
      const { moving, slaved } = await device.read(waiting);
      return moving && !slaved;
    }
    case 'coverCalibrator':
      return (await device.read(waiting)).cover === 'moving';
    case 'switches':
    case 'weather':
    case 'safety':
    case 'gps':
    case 'watchdog':
    case 'guider':
      return false;
  }
}

/** Tells it to stop. A filter wheel cannot be stopped: it arrives. */
async function halt(device: AnyDevice, waiting: Waiting): Promise<void> {
  switch (device.kind) {
    case 'camera':
    case 'mount':
    case 'dome':
      return device.stop(waiting);
    case 'focuser':
    case 'rotator':
    case 'coverCalibrator':
      return device.halt(waiting);
  }
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
    const device = rig[role];
    if (device?.connected) await halt(device, waiting);
    await standStill(rig, role, waiting);
  };
  const failures = (await Promise.allSettled(roles.map(stop)))
    .filter((result) => result.status === 'rejected')
    .map((result) => result.reason);
  if (failures.length > 0) throw new AggregateError(failures, 'Not everything could be stopped');
}
