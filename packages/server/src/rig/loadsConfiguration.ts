import type { Waiting } from '@uraniborg/core';
import type { Device } from '@uraniborg/devices';
import type { IndiClient } from '@uraniborg/indi';

const LOAD = 'CONFIG_PROCESS';

/** The same INDI device, which has its driver load the configuration saved in it whenever it is connected. */
export function loadsConfiguration<D extends Device>(device: D, client: IndiClient, name: string): D {
  return Object.create(device, {
    connect: {
      async value(waiting: Waiting) {
        await device.connect(waiting);
        if (client.vector(name, LOAD)?.elements.has('CONFIG_LOAD'))
          await client.change(name, LOAD, { CONFIG_LOAD: true }, waiting);
      },
    },
  }) as D;
}
