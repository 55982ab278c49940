import { type RunningIndiServer, startIndiServer, whyNoIndiServer } from '@uraniborg/indi/testing';
import { afterAll, beforeAll, describe } from 'vitest';
import { contractPaths } from '../testing/contractPaths.ts';
import { holdContracts } from '../testing/holdContracts.ts';
import { indiBench } from '../testing/indiBench.ts';

const reason = whyNoIndiServer();
if (reason) console.log(`The contracts are not held against Debian's INDI drivers: ${reason}`);

describe.skipIf(reason)("Debian's unmodified drivers", () => {
  let server: RunningIndiServer;
  beforeAll(async () => {
    server = await startIndiServer({ drivers: ['indi_simulator_ccd', 'indi_simulator_focus', 'indi_simulator_wheel'] });
  });
  afterAll(() => server?.stop());

  const bench = indiBench(() => server);
  holdContracts(contractPaths.debianDevices, bench, { camera: { seconds: 0.2 } });
});
