import { systemClock } from '@uraniborg/core';
import { IndiClient, tcp } from '@uraniborg/indi';
import { type RunningIndiServer, startIndiServer, whyNoIndiServer } from '@uraniborg/indi/testing';
import { afterAll, beforeAll, describe } from 'vitest';
import type { Device } from '../device.ts';
import {
  cameraContract,
  filterWheelContract,
  focuserContract,
  type MakeBench,
  mountContract,
} from '../testing/index.ts';
import { indiCamera } from './indiCamera.ts';
import { indiFilterWheel } from './indiFilterWheel.ts';
import { indiFocuser } from './indiFocuser.ts';
import { indiMount } from './indiMount.ts';

const reason = whyNoIndiServer();
if (reason) console.log(`The contracts are not held against Debian's INDI drivers: ${reason}`);

/** Unmodified drivers, real sockets, real time: the shortest movements that show what they should. */
describe.skipIf(reason)("Debian's INDI drivers", () => {
  let server: RunningIndiServer;
  beforeAll(async () => {
    server = await startIndiServer({
      drivers: ['indi_simulator_ccd', 'indi_simulator_telescope', 'indi_simulator_focus', 'indi_simulator_wheel'],
    });
  });
  afterAll(() => server?.stop());

  const bench =
    <D extends Device>(name: string, make: (client: IndiClient, device: string, address: string) => D): MakeBench<D> =>
    async () => {
      const client = new IndiClient({ connect: tcp(server), clock: systemClock });
      return {
        device: make(client, name, `indi://${server.host}:${server.port}/${encodeURIComponent(name)}`),
        clock: systemClock,
        run: (work) => work,
        end: async () => client.close(),
      };
    };

  cameraContract('indi_simulator_ccd', bench('CCD Simulator', indiCamera), { seconds: 0.2 });
  mountContract('indi_simulator_telescope', bench('Telescope Simulator', indiMount));
  focuserContract('indi_simulator_focus', bench('Focuser Simulator', indiFocuser));
  filterWheelContract('indi_simulator_wheel', bench('Filter Simulator', indiFilterWheel));
});
