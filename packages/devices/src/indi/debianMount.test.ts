import { systemClock } from '@uraniborg/core';
import { IndiClient, tcp } from '@uraniborg/indi';
import { type RunningIndiServer, startIndiServer, whyNoIndiServer } from '@uraniborg/indi/testing';
import { afterAll, beforeAll, describe } from 'vitest';
import { contractPaths } from '../testing/contractPaths.ts';
import { holdContracts } from '../testing/holdContracts.ts';
import { indiBench } from '../testing/indiBench.ts';

const reason = whyNoIndiServer();
if (reason) console.log(`The mount contract is not held against Debian's INDI driver: ${reason}`);

const NAME = 'Telescope Simulator';

describe.skipIf(reason)("Debian's unmodified mount driver", () => {
  let server: RunningIndiServer;
  beforeAll(async () => {
    server = await startIndiServer({ drivers: ['indi_simulator_telescope'] });
  });
  afterAll(() => server?.stop());

  /** The way home would take a minute of real time. */
  async function beforePark() {
    const waiting = { clock: systemClock, signal: new AbortController().signal };
    const client = new IndiClient({ connect: tcp(server), clock: systemClock });
    await client.open(waiting);
    await client.defined(NAME, 'TELESCOPE_PARK_OPTION', { ...waiting, timeoutMs: 10_000 });
    await client.change(NAME, 'TELESCOPE_PARK_OPTION', { PARK_CURRENT: true }, waiting);
    client.close();
  }
  const bench = indiBench(() => server);
  holdContracts(contractPaths.debianMount, bench, { mount: { beforePark, northOfAxis: true } });
});
