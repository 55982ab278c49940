import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { scaledClock } from '@uraniborg/core';
import { indiFocuser, supervise } from '@uraniborg/devices';
import { IndiClient, tcp } from '@uraniborg/indi';
import { type RunningIndiServer, startIndiServer, whyNoIndiServer } from '@uraniborg/indi/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { restartDriver } from './restartDriver.ts';

const reason = whyNoIndiServer();
if (reason) console.log(`No driver is started anew: ${reason}`);
/** Waits of ten seconds for a driver that hangs last two. */
const clock = scaledClock(5);
const waiting = { clock, signal: new AbortController().signal };

describe.skipIf(reason)("Debian's indiserver", () => {
  let server: RunningIndiServer;
  beforeAll(async () => {
    server = await startIndiServer({ drivers: ['indi_simulator_focus'] });
  });
  afterAll(() => server?.stop());

  test('a driver that hangs is ended and started anew, and the device is there again', async () => {
    const client = new IndiClient({ connect: tcp(server), clock });
    const fifo = join(server.home, 'fifo');
    expect(readdirSync(server.home)).toContain('fifo');
    const lines: string[] = [];
    const kept = supervise(indiFocuser(client, 'Focuser Simulator', 'indi://x/Focuser%20Simulator'), {
      clock,
      heartbeatMs: 200,
      firstPauseMs: 200,
      log: (_, text) => lines.push(text),
      remedies: [restartDriver(client, 'Focuser Simulator', fifo, 1)],
    });
    await kept.connect(waiting);
    const [hung] = server.driverPids('indi_simulator_focus');
    if (hung === undefined) throw new Error('the driver does not run');
    process.kill(hung, 'SIGSTOP');
    const state = () => kept.status.state;
    while (state() !== 'lost') await clock.sleep(100);
    while (state() !== 'on') await clock.sleep(100);
    expect(server.driverPids('indi_simulator_focus').filter((pid) => pid !== hung)).toHaveLength(1);
    expect(lines).toContain('Focuser Simulator does not come back: start its driver anew');
    expect(await kept.device.read(waiting)).toMatchObject({ moving: false });
    await kept.disconnect(waiting);
    client.close();
  });

  test('a FIFO that nobody reads is said to be so', async () => {
    const client = new IndiClient({ connect: tcp(server), clock });
    await client.open(waiting);
    await client.defined('Focuser Simulator', 'DRIVER_INFO', { ...waiting, timeoutMs: 10_000 });
    const remedy = restartDriver(client, 'Focuser Simulator', join(temporaryFolder(), 'nothing'), 1);
    await expect(remedy.apply(waiting)).rejects.toThrow(/The indiserver cannot be told through/);
    client.close();
  });
});
