import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { instantMs, systemClock } from '@uraniborg/core';
import type { IndiClient } from '@uraniborg/indi';
import { type RunningIndiServer, startIndiServer, whyNoIndiServer } from '@uraniborg/indi/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rigOpener } from '../rig/openDevice.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { frameFolder } from './frameFolder.ts';

test('a file is given once, and then it is gone', async () => {
  const path = temporaryFolder();
  const file = join(path, 'uraniborg-CCD_001.fits');
  writeFileSync(file, 'a frame');
  const folder = frameFolder(path);
  expect(Buffer.from(await folder.take(file)).toString()).toBe('a frame');
  expect(existsSync(file)).toBe(false);
  await expect(folder.take(file)).rejects.toThrow(/does it run on this computer/);
});

test('whatever else a server names is neither read nor taken away', async () => {
  const root = temporaryFolder();
  const path = join(root, 'frames');
  const secret = join(root, 'uraniborg-secret.txt');
  mkdirSync(path);
  writeFileSync(secret, 'secret');
  writeFileSync(join(path, 'diary.txt'), 'private');
  symlinkSync(secret, join(path, 'uraniborg-link.fits'));
  mkdirSync(join(path, 'uraniborg-folder'));
  const { take } = frameFolder(path);
  for (const file of [secret, join(path, '..', 'uraniborg-secret.txt'), join(path, 'diary.txt'), '/etc/passwd', path])
    await expect(take(file), file).rejects.toThrow(/which is not in/);
  for (const name of ['uraniborg-link.fits', 'uraniborg-folder'])
    await expect(take(join(path, name)), name).rejects.toThrow(/cannot be read here/);
  expect(existsSync(secret)).toBe(true);
  expect(existsSync(join(path, 'diary.txt'))).toBe(true);
});

const reason = whyNoIndiServer();
if (reason) console.log(`Frames are not taken from a driver's own files: ${reason}`);

describe.skipIf(reason)("Debian's camera simulator, writing files", () => {
  const waiting = { clock: systemClock, signal: new AbortController().signal };
  const request = { seconds: 0.2, light: true, bin: { x: 2, y: 2 } } as const;
  const opener = rigOpener({ clock: systemClock });
  let server: RunningIndiServer;
  let address: string;
  let client: IndiClient | undefined;
  beforeAll(async () => {
    server = await startIndiServer({ drivers: ['indi_simulator_ccd'] });
    address = `indi://127.0.0.1:${server.port}/CCD%20Simulator`;
    client = opener.indi(address);
  });
  afterAll(async () => {
    opener.close();
    await server?.stop();
  });
  const mode = () => {
    const vector = client?.vector('CCD Simulator', 'UPLOAD_MODE');
    return vector?.type === 'switch' ? [...vector.elements.values()].find(({ value }) => value)?.name : undefined;
  };

  test('its frames come out of the folder, one after the other, and nothing is left there', async () => {
    const path = temporaryFolder();
    const camera = opener.open('camera', address, { frameFolder: path });
    await camera.connect(waiting);
    for (let i = 0; i < 3; i++) {
      const { pixels, start } = await camera.expose(request, waiting);
      expect([pixels.width, pixels.height]).toEqual([640, 512]);
      expect(Math.abs(instantMs(start) - systemClock.now())).toBeLessThan(60_000);
    }
    expect(mode()).toBe('UPLOAD_LOCAL');
    expect(existsSync(join(path, 'uraniborg-CCD-Simulator_001.fits'))).toBe(false);
    await camera.disconnect(waiting);
  });

  test('where it may not write it says so; sent over the network they come again', async () => {
    const nowhere = join(temporaryFolder(), 'a-file');
    writeFileSync(nowhere, '');
    const broken = opener.open('camera', address, { frameFolder: nowhere });
    await broken.connect(waiting);
    await expect(broken.expose(request, waiting)).rejects.toMatchObject({ tag: 'DeviceError' });
    await broken.disconnect(waiting);
    const camera = opener.open('camera', address);
    await camera.connect(waiting);
    expect((await camera.expose(request, waiting)).pixels.width).toBe(640);
    expect(mode()).toBe('UPLOAD_CLIENT');
    await camera.disconnect(waiting);
  });
});
