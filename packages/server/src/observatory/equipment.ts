import { type DeviceState, type Place, type Role, role as roleSchema } from '@uraniborg/api';
import type { Clock } from '@uraniborg/core';
import type { Site } from '@uraniborg/devices';
import type { Rig } from '@uraniborg/operations';
import { type DeviceLink, deviceLink } from './deviceLink.ts';
import type { Log } from './log.ts';
import type { AnyDevice, DeviceOf } from './readings.ts';
import type { StateStore } from './stateStore.ts';

/** All the roles of the observatory and who plays them. */
export interface Equipment {
  readonly links: Readonly<Record<Role, DeviceLink>>;
  /** The devices that are connected now. */
  rig(): Rig;
  /** Where the observatory stands, as the mount or the person says. */
  site(): Site | undefined;
  /** Tries every role that has a device. @throws the first failure, when all have been tried */
  connectAll(): Promise<void>;
  disconnectAll(): Promise<void>;
}

export interface EquipmentParts {
  open: <R extends Role>(role: R, address: string) => DeviceOf[R];
  store: StateStore;
  clock: Clock;
  log: Log;
  /** What the screens say while a device is simulated. */
  simulatedNotice: string;
}

export function equipment({ open, store, clock, log, simulatedNotice }: EquipmentParts): Equipment {
  const site = () => store.state.place ?? undefined;
  const publish = () => {
    const devices = roleSchema.options.map((role) => links[role].state);
    const simulated = devices.some(isSimulated);
    store.change({ devices, simulated, notice: simulated ? simulatedNotice : '' });
  };
  const onConnected = async (device: AnyDevice, signal: AbortSignal) => {
    if (device.kind !== 'mount') return;
    const told = await device.readSite({ clock, signal });
    if (told) store.change({ place: placeOf(told, device.name) });
  };
  const link = (role: Role) => deviceLink(role, { open, clock, log, site, onState: publish, onConnected });
  const links: Record<Role, DeviceLink> = {
    camera: link('camera'),
    mount: link('mount'),
    focuser: link('focuser'),
    filterWheel: link('filterWheel'),
  };
  const used = () => Object.values(links).filter((one) => one.state.address !== '');
  publish();
  return {
    links,
    site,
    rig: () =>
      Object.fromEntries(Object.entries(links).flatMap(([role, { device }]) => (device ? [[role, device]] : []))),
    async connectAll() {
      const tried = await Promise.allSettled(used().map((one) => one.connect()));
      for (const one of tried) if (one.status === 'rejected') throw one.reason;
    },
    async disconnectAll() {
      await Promise.all(Object.values(links).map((one) => one.disconnect()));
    },
  };
}

/** Whether what is shown is not the real sky. Every simulator there is says so in its name. */
function isSimulated({ address, name }: DeviceState): boolean {
  return address !== '' && /simulat/i.test(`${address} ${name}`);
}

function placeOf(site: Site, name: string): Place {
  return { name, latitude: site.latitude, longitude: site.longitude, elevation: site.elevation };
}
