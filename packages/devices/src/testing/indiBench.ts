import { systemClock } from '@uraniborg/core';
import { IndiClient, tcp } from '@uraniborg/indi';
import type { RunningIndiServer } from '@uraniborg/indi/testing';
import type { Device } from '../device.ts';
import type { MakeBench } from './contract.ts';

/** A device of a real INDI server: real sockets, real time. The server is looked up when a test begins. */
export function indiBench<D extends Device>(
  server: () => RunningIndiServer,
  name: string,
  make: (client: IndiClient, device: string, address: string) => D,
): MakeBench<D> {
  return async () => {
    const { host, port } = server();
    const client = new IndiClient({ connect: tcp({ host, port }), clock: systemClock });
    return {
      device: make(client, name, `indi://${host}:${port}/${encodeURIComponent(name)}`),
      clock: systemClock,
      run: (work) => work,
      end: async () => client.close(),
    };
  };
}
