import { readFileSync } from 'node:fs';
import { openStarCatalogue } from '@uraniborg/astrometry';
import { parseUtc, VirtualClock } from '@uraniborg/core';
import { IndiClient, memoryPair, PropertyServer } from '@uraniborg/indi';
import { createSimulatedObservatory, offerOverIndi } from '@uraniborg/simulators';
import { describe } from 'vitest';
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

const stars = openStarCatalogue(readFileSync(new URL('../../../astrometry/data/stars.bin', import.meta.url)));

describe('the simulated observatory through INDI in memory, on a virtual clock', () => {
  const bench =
    <D extends Device>(name: string, make: (client: IndiClient, device: string, address: string) => D): MakeBench<D> =>
    async () => {
      const clock = new VirtualClock(parseUtc('2026-11-20T23:00:00Z'));
      const { devices } = createSimulatedObservatory({ clock, seed: 1, stars });
      const server = new PropertyServer({ clock });
      offerOverIndi(server, devices, clock);
      const client = new IndiClient({
        clock,
        connect: async () => {
          const [here, there] = memoryPair();
          void server.serve(there);
          return here;
        },
      });
      return {
        device: make(client, name, `indi://memory/${encodeURIComponent(name)}`),
        clock,
        run: (work) => clock.run(work),
        end: async () => client.close(),
      };
    };
  cameraContract('simulated camera', bench('Simulated camera', indiCamera));
  mountContract('simulated mount', bench('Simulated mount', indiMount));
  focuserContract('simulated focuser', bench('Simulated focuser', indiFocuser));
  filterWheelContract('simulated filter wheel', bench('Simulated filter wheel', indiFilterWheel));
});
