import { DeviceError, InvalidInput, normaliseDegrees, signedDegrees, type Waiting } from '@uraniborg/core';
import { chosen, type IndiClient, isOn, numberOf } from '@uraniborg/indi';
import type { Dome, DomeCapabilities, ShutterState } from '../dome.ts';
import { onLink } from '../onLink.ts';
import { stopFirst } from '../stopFirst.ts';
import { finite, indiLink } from './indiLink.ts';

const POSITION = 'ABS_DOME_POSITION';
const DEGREES = 'DOME_ABSOLUTE_POSITION';
const MOVE_LIMIT_MS = 900_000;
/** Degrees. */
const ARRIVED_WITHIN = 5;

/** A dome or a roof of an INDI server. */
export function indiDome(client: IndiClient, device: string, address: string): Dome {
  const link = indiLink(client, device, address, ['DOME_MOTION']);
  const { vector } = link;
  const has = (property: string) => vector(property) !== undefined;
  const busy = (property: string) => vector(property)?.state === 'Busy';

  const capabilities = (): DomeCapabilities => {
    link.assertConnected();
    return {
      canSetAzimuth: has(POSITION),
      canSetShutter: has('DOME_SHUTTER'),
      canPark: has('DOME_PARK'),
      canFindHome: has('DOME_HOME'),
      canSlave: has('DOME_AUTOSYNC'),
      canSync: has('DOME_SYNC'),
    };
  };
  const able = (what: keyof DomeCapabilities, sentence: string) => {
    if (!capabilities()[what]) throw new InvalidInput(`${device} ${sentence}`, what);
  };
  const azimuth = () => finite(numberOf(vector(POSITION), DEGREES));
  const shutter = (): ShutterState | undefined => {
    const side = chosen(vector('DOME_SHUTTER'));
    if (vector('DOME_SHUTTER')?.state === 'Alert') return 'error';
    if (side === undefined) return undefined;
    if (busy('DOME_SHUTTER')) return side === 'SHUTTER_OPEN' ? 'opening' : 'closing';
    return side === 'SHUTTER_OPEN' ? 'open' : 'closed';
  };
  const parked = () => (isOn(vector('DOME_PARK'), 'PARK') ?? false) && !busy('DOME_PARK');
  // A driver tells its properties one after the other: of a dome that is parked, others may still tell of the way.
  const turning = () => !parked() && [POSITION, 'REL_DOME_POSITION', 'DOME_MOTION', 'DOME_HOME'].some(busy);
  const moving = () => turning() || busy('DOME_PARK') || busy('DOME_SHUTTER');
  const stand = (waiting: Waiting) =>
    link.until(() => (moving() ? undefined : true), 'the dome to stand still', MOVE_LIMIT_MS, waiting);
  const stop = async (waiting: Waiting) => {
    if (has('DOME_ABORT_MOTION')) await link.begin('DOME_ABORT_MOTION', { ABORT: true }, waiting);
    await stand(waiting);
  };
  const moveShutter = async (to: 'open' | 'closed', waiting: Waiting) => {
    able('canSetShutter', 'has no shutter to move');
    if (shutter() === to) return;
    await stopFirst(waiting, stop, async () => {
      const side = to === 'open' ? 'SHUTTER_OPEN' : 'SHUTTER_CLOSE';
      await client.change(device, 'DOME_SHUTTER', { [side]: true }, { ...waiting, timeoutMs: MOVE_LIMIT_MS });
      if (shutter() !== to)
        throw new DeviceError(`The shutter is ${shutter() ?? 'nowhere'} and should be ${to}`, 'shutter');
    });
  };

  return onLink<Dome>(link, {
    kind: 'dome',
    capabilities,
    async read() {
      link.assertConnected();
      return {
        azimuth: azimuth(),
        shutter: shutter(),
        moving: moving(),
        parked: parked(),
        slaved: isOn(vector('DOME_AUTOSYNC'), 'DOME_AUTOSYNC_ENABLE') ?? false,
      };
    },
    async turnTo(target: number, waiting: Waiting) {
      able('canSetAzimuth', 'cannot turn');
      const to = normaliseDegrees(target);
      const off = () => Math.abs(signedDegrees((azimuth() ?? Number.NaN) - to));
      await stopFirst(waiting, stop, async () => {
        if (off() < 0.1 && !moving()) return;
        const settled = (_: unknown, wasBusy: boolean) => wasBusy || off() < 1;
        await client.change(device, POSITION, { [DEGREES]: to }, { ...waiting, timeoutMs: MOVE_LIMIT_MS, settled });
        await stand(waiting);
        if (!(off() <= ARRIVED_WITHIN))
          throw new DeviceError(`The dome stopped ${off().toFixed(0)} degrees from where it was sent`, 'azimuth');
      });
    },
    openShutter: (waiting: Waiting) => moveShutter('open', waiting),
    closeShutter: (waiting: Waiting) => moveShutter('closed', waiting),
    async park(waiting: Waiting) {
      able('canPark', 'cannot park');
      if (has('DOME_AUTOSYNC')) await link.set('DOME_AUTOSYNC', { DOME_AUTOSYNC_DISABLE: true }, waiting);
      await stopFirst(waiting, stop, () =>
        link.set('DOME_PARK', { PARK: true }, { ...waiting, timeoutMs: MOVE_LIMIT_MS }),
      );
    },
    async unpark(waiting: Waiting) {
      link.assertConnected();
      if (has('DOME_PARK')) await link.set('DOME_PARK', { UNPARK: true }, { ...waiting, timeoutMs: MOVE_LIMIT_MS });
    },
    async setSlaved(on: boolean, waiting: Waiting) {
      able('canSlave', 'cannot follow the telescope by itself');
      const which = on ? 'DOME_AUTOSYNC_ENABLE' : 'DOME_AUTOSYNC_DISABLE';
      await link.set('DOME_AUTOSYNC', { [which]: true }, waiting);
    },
    async sync(at: number, waiting: Waiting) {
      able('canSync', 'cannot be synced');
      await client.change(device, 'DOME_SYNC', { DOME_SYNC_VALUE: normaliseDegrees(at) }, waiting);
    },
    async stop(waiting: Waiting) {
      link.assertConnected();
      await stop(waiting);
    },
  });
}
