import { systemClock } from '@uraniborg/core';
import { IndiClient, tcp } from '@uraniborg/indi';
import { type RunningIndiServer, startIndiServer, whyNoIndiServer } from '@uraniborg/indi/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contractPaths } from '../testing/contractPaths.ts';
import { holdContracts } from '../testing/holdContracts.ts';
import { indiBench } from '../testing/indiBench.ts';
import { indiCamera } from './indiCamera.ts';

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

  test('both sensors of a camera expose at once', async () => {
    const waiting = { clock: systemClock, signal: new AbortController().signal };
    const client = new IndiClient({ connect: tcp({ host: server.host, port: server.port }), clock: systemClock });
    const [main, guideHead] = [
      indiCamera(client, 'CCD Simulator', 'indi://here/main'),
      indiCamera(client, 'CCD Simulator', 'indi://here/second', { sensor: 'second' }),
    ];
    for (const camera of [main, guideHead]) await camera.connect(waiting);
    const frames = await Promise.all(
      [main, guideHead].map((camera) => camera.expose({ seconds: 0.5, light: true }, waiting)),
    );
    expect(frames.map(({ pixels: { width, height } }) => [width, height])).toEqual([
      [1280, 1024],
      [500, 290],
    ]);
    client.close();
  });
});
