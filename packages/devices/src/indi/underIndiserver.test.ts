import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { scaledClock, systemClock } from '@uraniborg/core';
import { IndiClient, tcp } from '@uraniborg/indi';
import { type RunningIndiServer, startIndiServer, whyNoIndiServer } from '@uraniborg/indi/testing';
import { afterAll, beforeAll, describe } from 'vitest';
import { contractPaths } from '../testing/contractPaths.ts';
import { holdContracts } from '../testing/holdContracts.ts';
import { indiBench } from '../testing/indiBench.ts';
import { NIGHT } from '../testing/simulatedNight.ts';

const reason = whyNoIndiServer();
if (reason) console.log(`The simulators are not held to their contracts under indiserver: ${reason}`);

const FACTOR = 20;
const driver = fileURLToPath(new URL('../testing/nightDriver.ts', import.meta.url));

describe.skipIf(reason)('the simulated observatory as drivers of a real indiserver, twenty times as fast', () => {
  const begun = systemClock.now();
  const clock = scaledClock(FACTOR, NIGHT);
  let server: RunningIndiServer;
  beforeAll(async () => {
    server = await startIndiServer({
      drivers: [driver],
      path: dirname(process.execPath),
      environment: { NIGHT_FACTOR: String(FACTOR), NIGHT_BEGUN: String(begun) },
    });
    // A program takes a while to start, and longer by this clock: the last device that it offers is there.
    const client = new IndiClient({ connect: tcp(server), clock: systemClock });
    const waiting = { clock: systemClock, signal: new AbortController().signal };
    await client.open(waiting);
    await client.defined('Simulated GPS', 'CONFIG_PROCESS', { ...waiting, timeoutMs: 100_000 });
    client.close();
  });
  afterAll(() => server?.stop());

  const bench = indiBench(() => server, clock);
  holdContracts(contractPaths.indiServer, bench, { camera: { seconds: 4, stampMs: 20_000 } });
});
