import { systemClock } from '@uraniborg/core';
import { indiCamera, supervise } from '@uraniborg/devices';
import { IndiClient, tcp } from '@uraniborg/indi';
import { type RunningIndiServer, startIndiServer, whyNoIndiServer } from '@uraniborg/indi/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startOperation } from '../operation.ts';
import { fakeObservatory } from '../testing/fakeObservatory.ts';
import { captureSeries } from './captureSeries.ts';

const reason = whyNoIndiServer();
if (reason) console.log(`The death of a driver is not tried: ${reason}`);

const waiting = { clock: systemClock, signal: new AbortController().signal };

describe.skipIf(reason)('a driver that is killed while it exposes', () => {
  let server: RunningIndiServer;
  beforeAll(async () => {
    server = await startIndiServer({ drivers: ['indi_simulator_ccd'] });
  });
  afterAll(() => server?.stop());

  test('comes back, is set as it was, and the series is completed without a wrong frame', async () => {
    const client = new IndiClient({ connect: tcp(server), clock: systemClock });
    const raw = indiCamera(client, 'CCD Simulator', 'indi://127.0.0.1/CCD%20Simulator');
    const lines: string[] = [];
    const supervised = supervise(raw, {
      clock: systemClock,
      heartbeatMs: 500,
      firstPauseMs: 200,
      log: (_, text) => void lines.push(text),
    });
    await supervised.connect(waiting);
    await supervised.device.cool(-12, waiting);

    const observatory = { ...fakeObservatory(systemClock), rig: () => ({ camera: supervised.device }) };
    const plan = () => captureSeries({ frameType: 'light', seconds: 2 }, { count: 2, key: 'k' });
    const running = await startOperation({ name: 'Series', needs: ['camera'], plan }, observatory);
    await systemClock.sleep(800);
    const [driver] = server.driverPids('indi_simulator_ccd');
    if (driver === undefined) throw new Error('the driver does not run');
    process.kill(driver, 'SIGKILL');

    expect(await running.done).toHaveLength(2);
    expect(await observatory.ledger.entries({ key: 'k' })).toHaveLength(2);
    expect(observatory.lines.filter(({ level }) => level === 'warning').map(({ text }) => text)).toEqual([
      expect.stringMatching(/^Exposure 1 of 2 failed \(CCD Simulator (went|is).*\); trying again, 2 of 3$/),
    ]);
    expect(lines.at(-1)).toBe('CCD Simulator is back, set again: cooling: -12');
    await supervised.disconnect(waiting);
    client.close();
  });
});
