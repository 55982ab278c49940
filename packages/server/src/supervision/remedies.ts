import type { DeviceChoice, ProfileOptions, Seat } from '@uraniborg/api';
import { DeviceError } from '@uraniborg/core';
import { powerCycle, type Remedy, type Switches } from '@uraniborg/devices';
import { type DeviceAddress, deviceAddress } from '../rig/deviceAddress.ts';
import type { RigOpener } from '../rig/openDevice.ts';
import type { Whereabouts } from './lookElsewhere.ts';
import { restartDriver } from './restartDriver.ts';

export interface RemedyParts {
  readonly opener: Pick<RigOpener, 'indi'>;
  readonly whereabouts: Readonly<Partial<Record<DeviceAddress['protocol'], Whereabouts>>>;
  readonly options: () => ProfileOptions;
  readonly choiceOf: (seat: Seat) => Partial<DeviceChoice>;
  /** The box of switches of a nickname, while it is connected. */
  readonly switches: (nickname: string) => Switches | undefined;
  /** A device was found at another address. */
  readonly onMoved: (from: string, to: string) => void;
}

/** So many attempts in vain before each: the gentle ones first. */
const AFTER = { elsewhere: 2, restart: 3, power: 5 } as const;

/** What may bring the device of a place back when connecting again does not: by its protocol, and as its owner says. */
export function remediesFor(seat: Seat, address: string, parts: RemedyParts): Remedy[] {
  const { opener, whereabouts, options, choiceOf, switches, onMoved } = parts;
  const where = deviceAddress(address);
  const elsewhere = whereabouts[where.protocol]?.remedy(address, AFTER.elsewhere, onMoved);
  const remedies: Remedy[] = elsewhere ? [elsewhere] : [];
  const { indiFifo } = options().recovery;
  const client = opener.indi(address);
  if (where.protocol === 'indi' && client && indiFifo !== '')
    remedies.push(restartDriver(client, where.device, indiFifo, AFTER.restart));
  const { power } = choiceOf(seat);
  if (power)
    remedies.push({
      name: `switch its power off and on (${power.switches}, ${power.switch})`,
      after: AFTER.power,
      async apply(waiting) {
        const box = switches(power.switches);
        if (!box) throw new DeviceError(`The switches ${power.switches} are not connected`, 'not connected');
        const found = box.capabilities().switches.find(({ id, name }) => id === power.switch || name === power.switch);
        if (!found) throw new DeviceError(`${power.switches} has no switch "${power.switch}"`, 'Missing');
        const { powerOffSeconds, powerBootSeconds } = options().recovery;
        await powerCycle(box, found.id, { offSeconds: powerOffSeconds, bootSeconds: powerBootSeconds }).apply(waiting);
      },
    });
  return remedies;
}
