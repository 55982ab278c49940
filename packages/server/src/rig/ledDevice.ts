import type { Device } from '@uraniborg/devices';

/** A device that can be led to another address while somebody uses it. */
export interface LedDevice<D extends Device> {
  readonly device: D;
  /** From now on it is the device there; it is not connected yet. */
  lead(to: string): void;
}

/** @param make gives the device at an address; talks to nobody */
export function ledDevice<D extends Device>(make: (address: string) => D, first: string): LedDevice<D> {
  let now = make(first);
  // An empty target: the members of a device are fixed, and a proxy may not say otherwise of its target's.
  const device = new Proxy(Object.create(null), {
    get: (_, name) => Reflect.get(now, name),
    has: (_, name) => Reflect.has(now, name),
  }) as D;
  return {
    device,
    lead(to) {
      now = make(to);
    },
  };
}
