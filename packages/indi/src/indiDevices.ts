import type { Waiting } from '@uraniborg/core';
import type { IndiClient } from './client.ts';
import { type DriverInterface, driverInterfaces } from './driverInterface.ts';
import { isOn, textOf } from './vector.ts';

/** A device of an INDI server and what its driver says of itself. */
export interface IndiDevice {
  readonly name: string;
  readonly connected: boolean;
  /** What it can be used as; empty while its driver has not said. */
  readonly interfaces: readonly DriverInterface[];
  readonly driver:
    | { readonly name: string; readonly executable: string; readonly version: string; readonly interfaceBits: number }
    | undefined;
}

/** Every device that the client knows now, in the order in which the server named them. */
export function indiDevices(client: Pick<IndiClient, 'devices'>): IndiDevice[] {
  return [...client.devices].map(([name, properties]) => {
    const info = properties.get('DRIVER_INFO');
    const interfaceBits = Number(textOf(info, 'DRIVER_INTERFACE') ?? 0) || 0;
    return {
      name,
      connected: isOn(properties.get('CONNECTION'), 'CONNECT') ?? false,
      interfaces: driverInterfaces(interfaceBits),
      driver: info && {
        name: textOf(info, 'DRIVER_NAME') ?? '',
        executable: textOf(info, 'DRIVER_EXEC') ?? '',
        version: textOf(info, 'DRIVER_VERSION') ?? '',
        interfaceBits,
      },
    };
  });
}

/** How long a server is silent before it is taken to have said all, and how long it may take at most. */
const QUIET_MS = 250;
const LONGEST_MS = 3000;

/**
 * Every device of a server to which the client has just been opened: waits until the server has stopped defining
 * properties, because INDI has no word for "that was all".
 * @throws AbortedError
 */
export async function discoverDevices(client: IndiClient, { clock, signal }: Waiting): Promise<IndiDevice[]> {
  const begun = clock.now();
  let last = begun;
  const unwatch = client.watch((event) => {
    if (event.kind === 'defined') last = clock.now();
  });
  try {
    for (;;) {
      const wait = Math.min(last + QUIET_MS, begun + LONGEST_MS) - clock.now();
      if (wait <= 0) return indiDevices(client);
      await clock.sleep(wait, signal);
    }
  } finally {
    unwatch();
  }
}
