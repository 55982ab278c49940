import { systemClock, type Waiting } from '@uraniborg/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { IndiClient } from './client.ts';
import { indiDevices } from './driverInterface.ts';
import { tcp } from './tcp.ts';
import { type RunningIndiServer, startIndiServer, whyNoIndiServer } from './testing/index.ts';

const reason = whyNoIndiServer();
if (reason) console.log(`Tests against a real indiserver are skipped: ${reason}`);

const waiting: Waiting = { clock: systemClock, signal: new AbortController().signal };
const ccd = 'CCD Simulator';

describe.skipIf(reason)("Debian's indiserver and its simulators", () => {
  let server: RunningIndiServer;
  let client: IndiClient;

  beforeAll(async () => {
    server = await startIndiServer({
      drivers: ['indi_simulator_ccd', 'indi_simulator_telescope', 'indi_simulator_focus', 'indi_simulator_wheel'],
    });
    client = new IndiClient({ connect: tcp(server), clock: systemClock, backoff: { firstMs: 50 } });
    await client.open(waiting);
    for (const device of [ccd, 'Telescope Simulator', 'Focuser Simulator', 'Filter Simulator']) {
      await client.defined(device, 'CONNECTION', { ...waiting, timeoutMs: 20_000 });
      await client.change(device, 'CONNECTION', { CONNECT: true }, waiting);
    }
  });
  afterAll(async () => {
    client?.close();
    await server?.stop();
  });

  test('the devices say what they are', () => {
    const found = indiDevices(client).map(({ name, connected, interfaces }) => [name, connected, interfaces.join(' ')]);
    expect(found.sort()).toEqual([
      ['CCD Simulator', true, 'ccd guider filter'],
      ['Filter Simulator', true, 'filter'],
      ['Focuser Simulator', true, 'focuser'],
      ['Telescope Simulator', true, 'telescope guider'],
    ]);
  });

  test('an exposure arrives as a BLOB on its own connection', async () => {
    const blobs = await client.receiveBlobs(ccd, 'CCD1', waiting);
    await client.defined(ccd, 'CCD_EXPOSURE', { ...waiting, timeoutMs: 10_000 });
    const coming = blobs.next({ ...waiting, timeoutMs: 10_000, what: 'the frame' });
    const exposed = client.change(ccd, 'CCD_EXPOSURE', { CCD_EXPOSURE_VALUE: 0.2 }, waiting);
    const [frame, done] = await Promise.all([coming, exposed]);
    expect(done.state).toBe('Ok');
    expect(frame.format).toBe('.fits');
    expect(new TextDecoder('latin1').decode(frame.bytes.subarray(0, 30))).toBe('SIMPLE  =                    T');
    expect(frame.bytes.length).toBe(2_629_440);
    blobs.close();
  });
});
