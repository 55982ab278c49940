import { type Clock, scaledClock, VirtualClock } from '@uraniborg/core';
import { IndiClient, memoryPair, PropertyServer, serveTcp, type TcpService } from '@uraniborg/indi';
import { offerOverIndi } from '@uraniborg/simulators';
import { afterAll, beforeAll, describe } from 'vitest';
import { contractPaths } from '../testing/contractPaths.ts';
import { holdContracts } from '../testing/holdContracts.ts';
import { indiAdapters, indiBench } from '../testing/indiBench.ts';
import { NIGHT, simulatedNight } from '../testing/simulatedNight.ts';

function served(clock: Clock): PropertyServer {
  const properties = new PropertyServer({ clock });
  offerOverIndi(properties, simulatedNight(clock));
  return properties;
}

describe('the simulated observatory through INDI in memory, on a virtual clock', () => {
  holdContracts(contractPaths.indiMemory, (role, name) => async () => {
    const clock = new VirtualClock(NIGHT);
    const properties = served(clock);
    const connect = async () => {
      const [near, far] = memoryPair();
      void properties.serve(far);
      return near;
    };
    const client = new IndiClient({ connect, clock });
    return {
      device: indiAdapters[role](client, name, `indi://simulator/${encodeURIComponent(name)}`),
      clock,
      run: (work) => clock.run(work),
      end: async () => client.close(),
    };
  });
});

describe('the simulated observatory through INDI on loopback, twenty times as fast', () => {
  const clock = scaledClock(20, NIGHT);
  let service: TcpService;
  beforeAll(async () => {
    service = await serveTcp(served(clock), { port: 0 });
  });
  afterAll(() => service?.close());
  const bench = indiBench(() => ({ host: '127.0.0.1', port: service.port }), clock);
  holdContracts(contractPaths.indiLoopback, bench, { camera: { seconds: 4, stampMs: 20_000 } });
});
