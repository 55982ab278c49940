import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { systemClock } from '@uraniborg/core';
import { describe, expect, test } from 'vitest';
import { IndiClient } from './client.ts';
import { indiDevices } from './indiDevices.ts';
import { PropertyServer } from './propertyServer.ts';
import { serveTcp } from './serveTcp.ts';
import { tcp } from './tcp.ts';
import { exampleDevice, exampleFrame } from './testing/exampleDevice.ts';
import { startIndiServer, whyNoIndiServer } from './testing/index.ts';
import { numberOf } from './vector.ts';

const reason = whyNoIndiServer();
if (reason) console.log(`Our device side is not tried with Debian's INDI programs: ${reason}`);
const run = promisify(execFile);
const waiting = { clock: systemClock, signal: new AbortController().signal };
const within = { ...waiting, timeoutMs: 30_000 };

describe.skipIf(reason)('our device side', () => {
  test("serves Debian's indi_getprop and indi_setprop, which read, set and take a BLOB", async () => {
    const properties = new PropertyServer({ clock: systemClock });
    exampleDevice(properties, systemClock);
    const service = await serveTcp(properties, { port: 0 });
    const folder = mkdtempSync(join(tmpdir(), 'indi-getprop-'));
    const tool = async (name: string, ...args: string[]) =>
      (await run(name, ['-h', '127.0.0.1', '-p', String(service.port), ...args], { cwd: folder })).stdout;
    try {
      expect((await tool('indi_getprop', '-t', '2')).split('\n')).toEqual(
        expect.arrayContaining([
          'Example Camera.CONNECTION.CONNECT=Off',
          'Example Camera.DRIVER_INFO.DRIVER_INTERFACE=2',
        ]),
      );
      await tool('indi_setprop', '-s', 'Example Camera.CONNECTION.CONNECT=On');
      expect(await tool('indi_getprop', '-1', '-t', '2', 'Example Camera.CONNECTION._STATE')).toBe('Ok\n');
      const frame = tool('indi_getprop', '-t', '5', 'Example Camera.CCD1.CCD1');
      // The exposure is asked for until the other program has subscribed and got its frame.
      let done = false;
      const finished = frame.finally(() => {
        done = true;
      });
      while (!done) {
        await tool('indi_setprop', '-n', 'Example Camera.CCD_EXPOSURE.CCD_EXPOSURE_VALUE=0.05');
        await systemClock.sleep(100);
      }
      await finished;
      expect(Buffer.compare(readFileSync(join(folder, 'Example Camera.CCD1.CCD1.fits')), exampleFrame)).toBe(0);
    } finally {
      await service.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('hears a client that says its wish and is gone before it has read what it was told', async () => {
    const properties = new PropertyServer({ clock: systemClock });
    for (let i = 0; i < 300; i++)
      properties.define({
        type: 'number',
        device: 'F',
        name: `P${i}`,
        label: 'x'.repeat(1000),
        group: 'Main',
        state: 'Idle',
        permission: 'rw',
        timeoutSeconds: 0,
        timestamp: undefined,
        elements: new Map([['X', { name: 'X', label: 'X', format: '%g', min: 0, max: 100, step: 1, value: 0 }]]),
      });
    const service = await serveTcp(properties, { port: 0 });
    try {
      for (let wish = 1; wish <= 10; wish++) {
        await run('indi_setprop', ['-p', String(service.port), `F.P${wish}.X=${wish}`]);
        while (numberOf(properties.vector('F', `P${wish}`), 'X') !== wish) await systemClock.sleep(20);
      }
    } finally {
      await service.close();
    }
  });

  test('runs as a driver under a real indiserver', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'indi-driver-'));
    const driver = join(folder, 'example_driver');
    const program = fileURLToPath(new URL('./testing/exampleDriver.ts', import.meta.url));
    writeFileSync(driver, `#!/bin/sh\nexec '${process.execPath}' '${program}'\n`);
    chmodSync(driver, 0o755);
    const server = await startIndiServer({ drivers: [driver, 'indi_simulator_focus'] });
    const client = new IndiClient({ connect: tcp(server), clock: systemClock });
    try {
      await client.open(waiting);
      const device = 'Example Camera';
      await client.defined(device, 'DRIVER_INFO', within);
      expect(indiDevices(client).find(({ name }) => name === device)?.interfaces).toEqual(['ccd']);
      await client.change(device, 'CONNECTION', { CONNECT: true }, waiting);
      await client.defined(device, 'CCD_EXPOSURE', within);
      const blobs = await client.receiveBlobs(device, 'CCD1', waiting);
      const coming = blobs.next({ ...within, what: 'the frame' });
      const exposed = await client.change(device, 'CCD_EXPOSURE', { CCD_EXPOSURE_VALUE: 0.3 }, waiting);
      expect(numberOf(exposed, 'CCD_EXPOSURE_VALUE')).toBe(0);
      expect(Buffer.compare((await coming).bytes, exampleFrame)).toBe(0);
    } finally {
      client.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
