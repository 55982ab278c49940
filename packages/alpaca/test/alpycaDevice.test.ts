/**
 * Our client against AlpycaDevice, the sample server of the ASCOM Initiative (a rotator, in Python). It is run where
 * URANIBORG_ALPYCA_DEVICE names a folder with a copy of its `device` folder; everywhere, its answers as recorded are
 * replayed. URANIBORG_RECORD=1 records them anew.
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, systemClock, VirtualClock } from '@uraniborg/core';
import { expect, test } from 'vitest';
import {
  alpacaClient,
  checkDevice,
  httpTransport,
  managementClient,
  recordingTransport,
  replayingTransport,
  type Transport,
} from '../src/index.ts';

const copy = process.env.URANIBORG_ALPYCA_DEVICE;
if (!copy)
  console.info('AlpycaDevice is not run: set URANIBORG_ALPYCA_DEVICE to a copy. Its recorded answers are replayed.');
const recording = new URL('./recordings/alpycaDevice.jsonl', import.meta.url);

/** Every member of a rotator, as a program uses them; the same questions in the same order each time. */
async function driveRotator(transport: Transport, clock: Clock) {
  expect(await managementClient(transport).configuredDevices()).toMatchObject([{ type: 'rotator', number: 0 }]);
  // It says Version where the standard says ManufacturerVersion.
  expect((await managementClient(transport).description()).version).not.toBe('');
  const rotator = alpacaClient('rotator', 0, { transport });
  await rotator.connect();
  while (await rotator.connecting()) await clock.sleep(200);
  expect(await rotator.connected()).toBe(true);
  expect(await rotator.interfaceVersion()).toBe(4);
  for (const text of [rotator.name(), rotator.description(), rotator.driverInfo(), rotator.driverVersion()])
    expect(await text).not.toBe('');
  expect(await rotator.supportedActions()).toEqual(['MyAction', 'YourAction']);
  expect(await rotator.canReverse()).toBe(true);
  expect(await rotator.stepSize()).toBe(1);
  await rotator.putReverse(true);
  expect(await rotator.reverse()).toBe(true);
  await rotator.putReverse(false);
  await rotator.moveAbsolute(12);
  while (await rotator.isMoving()) await clock.sleep(500);
  expect(await rotator.position()).toBeCloseTo(12);
  expect(await rotator.targetPosition()).toBeCloseTo(12);
  await rotator.move(-4);
  while (await rotator.isMoving()) await clock.sleep(500);
  expect(await rotator.mechanicalPosition()).toBeCloseTo(8);
  await rotator.sync(20);
  expect(await rotator.position()).toBeCloseTo(20);
  await rotator.moveMechanical(9);
  while (await rotator.isMoving()) await clock.sleep(500);
  await rotator.halt();
  // Its time stamp has no Z.
  expect(await rotator.deviceState()).toMatchObject({ isMoving: false, position: expect.closeTo(21) });
  // It wants ActionName where the standard says Action, does the action then, and answers with nothing at all.
  await expect(rotator.action('MyAction', 'x')).rejects.toThrow('the answer is not JSON: it is empty');
  await expect(rotator.moveAbsolute(400)).rejects.toMatchObject({ code: 0x401 });
  await rotator.disconnect();
  while (await rotator.connecting()) await clock.sleep(200);
  await expect(rotator.position()).rejects.toMatchObject({ code: 0x407 });
}

test.skipIf(!copy)('our client drives AlpycaDevice', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'alpyca-device-'));
  cpSync(copy ?? '', folder, { recursive: true });
  const port = await freePort();
  const config = join(folder, 'config.toml');
  const text = readFileSync(config, 'utf8')
    .replace("ip_address = ''", "ip_address = '127.0.0.1'")
    .replace(/port = \d+/, `port = ${port}`);
  writeFileSync(config, text);
  const device = spawn('/usr/bin/python3', ['app.py'], { cwd: folder, stdio: 'ignore' });
  const transport = httpTransport(`http://127.0.0.1:${port}`);
  const lines: string[] = [];
  try {
    await untilListening(port);
    await driveRotator(
      recordingTransport(transport, { clock: systemClock, write: (line) => lines.push(line) }),
      systemClock,
    );
    // What ASCOM's own checker finds in order, ours does too, but for what it does not look at.
    const { findings } = await checkDevice(
      { transport, type: 'rotator', number: 0, scope: 'protocol' },
      { clock: systemClock, signal: new AbortController().signal },
    );
    const wrong = findings.filter(({ outcome }) => outcome === 'error' || outcome === 'issue');
    expect(wrong.map(({ rule, subject }) => [rule, subject])).toEqual([
      ['management.description', 'ManufacturerVersion'],
    ]);
    expect(findings.length).toBeGreaterThan(300);
  } finally {
    transport.close();
    device.kill();
    rmSync(folder, { recursive: true });
  }
  if (process.env.URANIBORG_RECORD) writeFileSync(recording, `${lines.join('\n')}\n`);
});

test('its answers, as recorded, are understood', async () => {
  const clock = new VirtualClock(0);
  const transport = replayingTransport(readFileSync(recording, 'utf8').split('\n'), { clock });
  await clock.run(driveRotator(transport, clock), 'the recorded rotator');
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function untilListening(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const answers = await fetch(`http://127.0.0.1:${port}/management/apiversions`).then(
      () => true,
      () => false,
    );
    if (answers) return;
    await systemClock.sleep(50);
  }
  throw new Error('AlpycaDevice does not answer');
}
