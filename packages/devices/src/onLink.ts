import type { Device } from './device.ts';

/** A device made of its link (address, name, connecting) and of what its kind can do besides. */
export function onLink<D extends Device>(link: Device, members: Omit<D, keyof Device>): D {
  return Object.defineProperties(members, {
    address: { value: link.address, enumerable: true },
    name: { get: () => link.name, enumerable: true },
    connected: { get: () => link.connected, enumerable: true },
    connect: { value: (waiting: Parameters<Device['connect']>[0]) => link.connect(waiting) },
    check: { value: (waiting: Parameters<Device['check']>[0]) => link.check(waiting) },
    disconnect: { value: (waiting: Parameters<Device['disconnect']>[0]) => link.disconnect(waiting) },
  }) as D;
}
