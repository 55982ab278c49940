import type { Device } from './device.ts';

/** A device made of its link (address, name, connecting) and of what its kind can do besides. */
export function onLink<M extends object>(link: Device, members: M): M & Device {
  return Object.defineProperties(members, {
    address: { value: link.address, enumerable: true },
    name: { get: () => link.name, enumerable: true },
    connected: { get: () => link.connected, enumerable: true },
    connect: { value: (waiting: Parameters<Device['connect']>[0]) => link.connect(waiting) },
    disconnect: { value: (waiting: Parameters<Device['disconnect']>[0]) => link.disconnect(waiting) },
  }) as M & Device;
}
