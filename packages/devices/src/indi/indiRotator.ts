import {
  DeviceError,
  InvalidInput,
  normaliseDegrees,
  signedDegrees,
  TimeoutError,
  type Waiting,
} from '@uraniborg/core';
import { type IndiClient, isOn, numberOf } from '@uraniborg/indi';
import { onLink } from '../onLink.ts';
import type { Rotator } from '../rotator.ts';
import { stopFirst } from '../stopFirst.ts';
import { indiLink } from './indiLink.ts';

const POSITION = 'ABS_ROTATOR_ANGLE';
const TURN_LIMIT_MS = 300_000;
/** Some drivers accept a sync and do nothing with it. */
const BELIEVE_MS = 2000;
/** Degrees. */
const ARRIVED_WITHIN = 1;

/** A rotator of an INDI server. */
export function indiRotator(client: IndiClient, device: string, address: string): Rotator {
  const link = indiLink(client, device, address, [POSITION]);
  const { vector } = link;
  const angleNow = () => normaliseDegrees(numberOf(vector(POSITION), 'ANGLE') ?? Number.NaN);
  const moving = () => vector(POSITION)?.state === 'Busy';
  const halt = async (waiting: Waiting) => {
    if (vector('ROTATOR_ABORT_MOTION')) await link.begin('ROTATOR_ABORT_MOTION', { ABORT: true }, waiting);
    await link.until(() => (moving() ? undefined : true), 'the rotator to stand still', TURN_LIMIT_MS, waiting);
  };
  const capabilities = () => {
    link.assertConnected();
    return {
      canReverse: vector('ROTATOR_REVERSE') !== undefined,
      canSync: vector('SYNC_ROTATOR_ANGLE') !== undefined,
      canHalt: vector('ROTATOR_ABORT_MOTION') !== undefined,
      stepSize: undefined,
    };
  };

  return onLink<Rotator>(link, {
    kind: 'rotator',
    capabilities,
    async read() {
      link.assertConnected();
      const reversed = isOn(vector('ROTATOR_REVERSE'), 'INDI_ENABLED');
      return { angle: angleNow(), mechanicalAngle: undefined, moving: moving(), reversed };
    },
    async turnTo(angle: number, waiting: Waiting) {
      link.assertConnected();
      const target = normaliseDegrees(angle);
      const off = () => Math.abs(signedDegrees(angleNow() - target));
      await stopFirst(waiting, halt, async () => {
        if (off() < 0.01 && !moving()) return;
        const settled = (_: unknown, wasBusy: boolean) => wasBusy || off() < 0.1;
        await client.change(device, POSITION, { ANGLE: target }, { ...waiting, timeoutMs: TURN_LIMIT_MS, settled });
        if (!(off() <= ARRIVED_WITHIN))
          throw new DeviceError(`The rotator stopped ${off().toFixed(1)} degrees from where it was sent`, 'position');
      });
    },
    async sync(angle: number, waiting: Waiting) {
      if (!capabilities().canSync) throw new InvalidInput(`${device} cannot be synced`, 'sync');
      const target = normaliseDegrees(angle);
      await client.change(device, 'SYNC_ROTATOR_ANGLE', { ANGLE: target }, waiting);
      const believed = () => Math.abs(signedDegrees(angleNow() - target)) < 0.1 || undefined;
      try {
        await link.until(believed, `${device} to believe the sync`, BELIEVE_MS, waiting);
      } catch (error) {
        if (!(error instanceof TimeoutError)) throw error;
        throw new DeviceError(`${device} took the sync and still says ${angleNow().toFixed(1)} degrees`, 'sync');
      }
    },
    async setReversed(on: boolean, waiting: Waiting) {
      if (!capabilities().canReverse) throw new InvalidInput(`${device} cannot be reversed`, 'reverse');
      await link.set('ROTATOR_REVERSE', { [on ? 'INDI_ENABLED' : 'INDI_DISABLED']: true }, waiting);
    },
    async halt(waiting: Waiting) {
      link.assertConnected();
      await halt(waiting);
    },
  });
}
