import { type Clock, scaledClock, VirtualClock } from '@uraniborg/core';
import { IndiClient, memoryPair, PropertyServer, serveTcp, type TcpService } from '@uraniborg/indi';
import { offerOverIndi } from '@uraniborg/simulators';
import { afterAll, beforeAll, describe } from 'vitest';
import { type ContractRole, contractPaths } from '../testing/contractPaths.ts';
import { holdContracts } from '../testing/holdContracts.ts';
import { indiAdapters, indiBench } from '../testing/indiBench.ts';
import { NIGHT, simulatedNight } from '../testing/simulatedNight.ts';

function served(clock: Clock, device?: string): PropertyServer {
  const properties = new PropertyServer({ clock });
  offerOverIndi(properties, simulatedNight(clock, device));
  return properties;
}

describe('the simulated observatory through INDI in memory, on a virtual clock', () => {
  holdContracts(contractPaths.indiMemory, (role, name) => async () => {
    const clock = new VirtualClock(NIGHT);
    const properties = served(clock, name);
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
  /** By the kind of focuser: nothing else differs. */
  const services = new Map<string, TcpService>();
  const kinds = ['', 'Simulated relative focuser', 'Simulated timed focuser'];
  beforeAll(async () => {
    for (const kind of kinds) services.set(kind, await serveTcp(served(clock, kind), { port: 0 }));
  });
  afterAll(async () => {
    for (const service of services.values()) await service.close();
  });
  const bench = <R extends ContractRole>(role: R, name: string) =>
    indiBench(() => ({ host: '127.0.0.1', port: services.get(kinds.includes(name) ? name : '')?.port ?? 0 }), clock)(
      role,
      name,
    );
  holdContracts(contractPaths.indiLoopback, bench, { camera: { seconds: 4, stampMs: 20_000 } });
});
