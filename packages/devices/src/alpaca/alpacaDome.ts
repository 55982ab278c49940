import type { AlpacaClient } from '@uraniborg/alpaca';
import { DeviceError, InvalidInput, normaliseDegrees, signedDegrees, type Waiting } from '@uraniborg/core';
import type { Dome, DomeCapabilities } from '../dome.ts';
import { onLink } from '../onLink.ts';
import { stopFirst } from '../stopFirst.ts';
import { alpacaLink } from './alpacaLink.ts';
import { standing } from './standing.ts';

const TURN_LIMIT_MS = 900_000;
/** Degrees. */
const ARRIVED_WITHIN = 5;

/** A dome or a roof behind an Alpaca server. */
export function alpacaDome(client: AlpacaClient<'dome'>, address: string): Dome {
  let can: DomeCapabilities | undefined;
  const link = alpacaLink(client, address, async ({ optional }, { signal }) => {
    const flag = async (member: string, ask: () => Promise<boolean>) => (await optional(member, ask)) ?? false;
    can = {
      canSetAzimuth: await flag('CanSetAzimuth', () => client.canSetAzimuth({ signal })),
      canSetShutter: await flag('CanSetShutter', () => client.canSetShutter({ signal })),
      canPark: await flag('CanPark', () => client.canPark({ signal })),
      canFindHome: await flag('CanFindHome', () => client.canFindHome({ signal })),
      canSlave: await flag('CanSlave', () => client.canSlave({ signal })),
      canSync: await flag('CanSyncAzimuth', () => client.canSyncAzimuth({ signal })),
    };
  });
  const capabilities = () => {
    link.assertConnected();
    if (!can) throw new DeviceError(`${link.name} is not connected`, 'dome');
    return can;
  };
  const able = (what: keyof DomeCapabilities, sentence: string) => {
    if (!capabilities()[what]) throw new InvalidInput(`${link.name} ${sentence}`, what);
  };
  const shutter = (signal: AbortSignal) => link.optional('ShutterStatus', () => client.shutterStatus({ signal }));
  const parked = async (signal: AbortSignal) =>
    (await link.optional('AtPark', () => client.atPark({ signal }))) ?? false;
  const stands = async (signal: AbortSignal) => {
    const state = await shutter(signal);
    return !(await client.slewing({ signal })) && state !== 'opening' && state !== 'closing';
  };
  const stop = async (waiting: Waiting) => {
    // It also ends the slaving, as ASCOM has it.
    await client.abortSlew({ signal: waiting.signal });
    await standing(waiting, 'the dome to stand still', TURN_LIMIT_MS, stands);
  };
  const moveShutter = (to: 'open' | 'closed', command: (signal: AbortSignal) => Promise<void>, waiting: Waiting) =>
    link.watched(() => {
      able('canSetShutter', 'has no shutter to move');
      return stopFirst(waiting, stop, async () => {
        await command(waiting.signal);
        await standing(waiting, `the shutter to be ${to}`, TURN_LIMIT_MS, async (signal) => {
          const state = await shutter(signal);
          if (state === 'error') throw new DeviceError('The shutter reports an error', 'shutterStatus');
          return state === to;
        });
      });
    });

  return onLink<Dome>(link, {
    kind: 'dome',
    capabilities,
    read: ({ signal }: Waiting) =>
      link.watched(async () => {
        const [azimuth, state, slewing, isParked, slaved] = await Promise.all([
          link.optional('Azimuth', () => client.azimuth({ signal })),
          shutter(signal),
          client.slewing({ signal }),
          parked(signal),
          link.optional('Slaved', () => client.slaved({ signal })),
        ]);
        const moving = slewing || state === 'opening' || state === 'closing';
        return { azimuth, shutter: state, moving, parked: isParked, slaved: slaved ?? false };
      }),
    turnTo: (azimuth: number, waiting: Waiting) =>
      link.watched(() => {
        able('canSetAzimuth', 'cannot turn');
        return stopFirst(waiting, stop, async () => {
          const { signal } = waiting;
          await client.slewToAzimuth(normaliseDegrees(azimuth), { signal });
          await standing(waiting, 'the dome to arrive', TURN_LIMIT_MS, async () => !(await client.slewing({ signal })));
          const off = Math.abs(signedDegrees((await client.azimuth({ signal })) - azimuth));
          if (off > ARRIVED_WITHIN)
            throw new DeviceError(`The dome stopped ${off.toFixed(0)} degrees from where it was sent`, 'azimuth');
        });
      }),
    openShutter: (waiting: Waiting) => moveShutter('open', (signal) => client.openShutter({ signal }), waiting),
    closeShutter: (waiting: Waiting) => moveShutter('closed', (signal) => client.closeShutter({ signal }), waiting),
    park: (waiting: Waiting) =>
      link.watched(() => {
        able('canPark', 'cannot park');
        return stopFirst(waiting, stop, async () => {
          // Slaved domes refuse to park, and parking must not depend on somebody remembering that.
          if (capabilities().canSlave && (await client.slaved({ signal: waiting.signal })))
            await client.putSlaved(false, { signal: waiting.signal });
          await client.park({ signal: waiting.signal });
          await standing(waiting, 'the dome to park', TURN_LIMIT_MS, parked);
        });
      }),
    async unpark() {
      link.assertConnected();
    },
    setSlaved: (on: boolean, { signal }: Waiting) =>
      link.watched(() => {
        able('canSlave', 'cannot follow the telescope by itself');
        return client.putSlaved(on, { signal });
      }),
    sync: (azimuth: number, { signal }: Waiting) =>
      link.watched(() => {
        able('canSync', 'cannot be synced');
        return client.syncToAzimuth(normaliseDegrees(azimuth), { signal });
      }),
    stop: (waiting: Waiting) => link.watched(() => stop(waiting)),
  });
}
