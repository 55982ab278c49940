import { type DeviceChoice, type DeviceState, type Profile, type Seat, singleRole } from '@uraniborg/api';
import { type Clock, InvalidInput, sentenceOf, type Waiting } from '@uraniborg/core';
import type { Remedy, Site, Switches } from '@uraniborg/devices';
import type { Rig } from '@uraniborg/operations';
import { hardwareOf } from '../rig/deviceAddress.ts';
import type { OpenOptions } from '../rig/openDevice.ts';
import { type DeviceLink, deviceLink } from './deviceLink.ts';
import { joinedSwitches } from './joinedSwitches.ts';
import type { Log } from './log.ts';
import type { AnyDevice, DeviceOf } from './readings.ts';
import { seatKey, seatName, singleSeats } from './seats.ts';
import type { StateStore } from './stateStore.ts';

/** All the places of the rig and who fills them. */
export interface Equipment {
  readonly links: readonly DeviceLink[];
  /** @throws InvalidInput there are no switches of that nickname */
  link(seat: Seat): DeviceLink;
  /** The devices that are connected now. */
  rig(): Rig;
  /** The box of switches of a nickname, while it is connected. */
  switches(nickname: string): Switches | undefined;
  /** Where the observatory stands, as the mount or the person says. */
  site(): Site | undefined;
  /** Fills the places as a profile says; lets go of what is there now. An address that cannot be is told and left out. */
  furnish(profile: Pick<Profile, 'devices' | 'switches'>): Promise<void>;
  /** Makes a place for switches. @throws InvalidInput the nickname is taken */
  addSwitches(nickname: string): DeviceLink;
  /** Lets go of them and takes their place away. */
  removeSwitches(nickname: string): Promise<void>;
  /** Tries every place that has a device. @throws the first failure, when all have been tried */
  connectAll(): Promise<void>;
  disconnectAll(): Promise<void>;
}

export interface EquipmentParts {
  open: <R extends Seat['role']>(role: R, address: string, options?: OpenOptions) => DeviceOf[R];
  /** How the profile says a place is filled. */
  choiceOf: (seat: Seat) => Partial<DeviceChoice>;
  /** The device as the profile wants it. */
  dress: (seat: Seat, device: AnyDevice) => AnyDevice;
  /** What may bring the device of a place back. */
  remedies: (seat: Seat, address: string) => readonly Remedy[];
  heartbeatMs: () => number;
  /** Called with each device as soon as it is connected by a person. */
  onConnected: (seat: Seat, device: AnyDevice, signal: AbortSignal) => Promise<void>;
  store: StateStore;
  clock: Clock;
  log: Log;
  /** What the screens say while a device is simulated. */
  simulatedNotice: string;
}

export function equipment(parts: EquipmentParts): Equipment {
  const { open, store, clock, log, simulatedNotice } = parts;
  const site = () => store.state.place ?? undefined;
  const links = new Map<string, DeviceLink>();
  const publish = () => {
    const devices = [...links.values()].map(({ state }) => state);
    const simulated = devices.some(isSimulated);
    store.change({ devices, simulated, notice: simulated ? simulatedNotice : '' });
  };
  const add = (seat: Seat) => {
    const made: DeviceLink = deviceLink(seat, {
      open: (role, address) =>
        keptFor(open(role, address, parts.choiceOf(seat)), () =>
          [...links.values()].some(
            (other) => other !== made && other.device && hardwareOf(other.device.address) === hardwareOf(address),
          ),
        ),
      dress: (device) => parts.dress(seat, device),
      remedies: (address) => parts.remedies(seat, address),
      heartbeatMs: parts.heartbeatMs,
      onConnected: (device, signal) => parts.onConnected(seat, device, signal),
      onState: publish,
      clock,
      log: (level, text) => log(level, text, seatKey(seat)),
      site,
    });
    links.set(seatKey(seat), made);
    return made;
  };
  const boxes = () => [...links.values()].filter(({ seat }) => seat.role === 'switches');
  const used = () => [...links.values()].filter(({ state }) => state.address !== '');
  const find = (seat: Seat) => {
    const found = links.get(seatKey(seat));
    if (!found) throw new InvalidInput(`There are no switches called "${seat.nickname}"; add them first`, 'nickname');
    return found;
  };
  const remove = async (link: DeviceLink) => {
    await link.disconnect();
    links.delete(seatKey(link.seat));
    publish();
  };
  const assign = async (link: DeviceLink, address: string) => {
    try {
      await link.assign(address);
    } catch (error) {
      log('error', `The ${seatName(link.seat)} of this profile is left out: ${sentenceOf(error)}`);
    }
  };
  for (const seat of singleSeats) add(seat);
  publish();
  return {
    get links() {
      return [...links.values()];
    },
    link: find,
    site,
    rig() {
      const single = singleRole.options.flatMap((role) => {
        const device = links.get(role)?.device;
        return device ? [[role, device]] : [];
      });
      const connected = boxes().flatMap(({ seat, device }) =>
        device?.kind === 'switches' ? [[seat.nickname ?? '', device] as const] : [],
      );
      const switches = joinedSwitches(new Map(connected));
      return { ...Object.fromEntries(single), ...(switches && { switches }) };
    },
    switches(nickname) {
      const device = links.get(seatKey({ role: 'switches', nickname }))?.device;
      return device?.kind === 'switches' ? device : undefined;
    },
    async furnish({ devices, switches }) {
      for (const role of singleRole.options) await assign(find({ role }), '');
      for (const box of boxes()) await remove(box);
      for (const role of singleRole.options) await assign(find({ role }), devices[role]?.address ?? '');
      for (const { nickname, address } of switches) await assign(add({ role: 'switches', nickname }), address);
      publish();
    },
    addSwitches(nickname) {
      if (links.has(seatKey({ role: 'switches', nickname })))
        throw new InvalidInput(`There are switches called "${nickname}" already; choose another nickname`, 'nickname');
      const made = add({ role: 'switches', nickname });
      publish();
      return made;
    },
    removeSwitches: (nickname) => remove(find({ role: 'switches', nickname })),
    async connectAll() {
      const tried = await Promise.allSettled(used().map((one) => one.connect()));
      for (const one of tried) if (one.status === 'rejected') throw one.reason;
    },
    async disconnectAll() {
      await Promise.all([...links.values()].map((one) => one.disconnect()));
    },
  };
}

/** One device may play two parts (a guide camera that is the finder as well, a camera with a wheel or a guide head): it is let go of with the last of them. */
function keptFor(device: AnyDevice, stillUsed: () => boolean): AnyDevice {
  return Object.create(device, {
    disconnect: { value: async (waiting: Waiting) => (stillUsed() ? undefined : await device.disconnect(waiting)) },
  }) as AnyDevice;
}

/** Whether what is shown is not the real sky. Every simulator there is says so in its name. */
function isSimulated({ address, name }: DeviceState): boolean {
  return address !== '' && /simulat/i.test(`${address} ${name}`);
}
