import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { CaptureSettings } from '@uraniborg/api';
import { cardNumber, cardText, readFits } from '@uraniborg/formats';
import { expect, onTestFinished, test } from 'vitest';
import { setPassword } from './security/password.ts';
import { startServer } from './startServer.ts';
import { client, runningServer } from './testing/runningServer.ts';
import { temporaryFolder } from './testing/temporaryFolder.ts';
import { canMount, tinyDisk } from './testing/tinyDisk.ts';

const settings: CaptureSettings = {
  frameType: 'light',
  seconds: 2,
  bin: 2,
  gain: 120,
  offset: null,
  filter: 2,
  object: 'M45',
};
const filesIn = (folder: string) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.fits'))
    : [];
if (!canMount) console.log('a disk that becomes read-only is not tested: mounting one takes root');

test('a newcomer sees a field of stars without having done anything', async () => {
  const { until } = await runningServer({ begin: true });
  const state = await until(({ frames }) => frames.length > 0);
  expect(state.simulated).toBe(true);
  expect(state.notice).toMatch(/simulated observatory stands at/);
  const given = state.devices.filter(({ address }) => address !== '');
  expect(given.map(({ link }) => link)).toEqual(Array(13).fill('on'));
  expect(new Set(given.map(({ reading }) => reading?.kind)).size).toBe(11);
  const [frame] = state.frames;
  expect(frame?.object).not.toBe('');
  expect(frame?.statistics.max).toBeGreaterThan(10_000);
  expect(frame?.fileName).toBeNull();
  expect(state.log.filter(({ level }) => level === 'error')).toEqual([]);
});

test('a series: progress while it runs, then files that others accept, listed and still there after a restart', async () => {
  const data = temporaryFolder();
  const first = await runningServer({ data });
  await first.command('equipment.connectAll', {});
  await first.command('mount.unpark', {});
  const { activity: slew } = await first.command('mount.slew', { text: 'M45' });
  await first.over(slew);
  const { activity } = await first.command('capture.series', { ...settings, seconds: 10, count: 3 });
  const during = await first.until(({ activities }) => activities.some(({ phase }) => phase === 'exposing'));
  expect(during.activities).toHaveLength(1);
  expect(during.activities[0]).toMatchObject({ id: activity, kind: 'capture', stoppable: true });
  expect(during.activities[0]?.fraction).toBeGreaterThanOrEqual(0);
  expect(during.activities[0]?.secondsLeft).toBeGreaterThan(0);
  await first.over(activity);
  const after = await first.until(({ frames }) => frames.length === 3 && frames.every(({ quality }) => quality));
  expect(after.frames.map(({ fileName }) => fileName)).toEqual([
    expect.stringMatching(/^M45_G_\d{8}_\d{6}\.fits$/),
    expect.stringMatching(/^M45_G_/),
    expect.stringMatching(/^M45_G_/),
  ]);
  expect(new Set(after.frames.map(({ id }) => id)).size).toBe(3);
  const files = filesIn(join(data, 'frames'));
  expect(files).toHaveLength(3);
  expect(files[0]).toMatch(/^20261120\//);

  const [newest] = after.frames;
  const served = await fetch(`${first.url}api/v1/frames/${newest?.id}/pixels`);
  const pixels = new Uint16Array(await served.arrayBuffer());
  const path = join(data, 'frames', '20261120', newest?.fileName ?? '');
  const frame = readFits(readFileSync(path));
  expect(pixels).toEqual(frame.pixels.data);
  expect(cardText(frame.header, 'FILTER')).toBe('G');
  expect(cardNumber(frame.header, 'RA')).toBeCloseTo(56.6, 0);
  expect(cardNumber(frame.header, 'CENTALT')).toBeGreaterThan(0);
  if (spawnSync('fitsverify', ['-h']).error === undefined) expect(spawnSync('fitsverify', ['-q', path]).status).toBe(0);
  await first.close();

  const second = await runningServer({ data });
  const again = await second.until(() => true);
  expect(again.frames).toEqual(after.frames);
  expect(again.capture).toEqual({ ...settings, seconds: 10 });
  const reread = await fetch(`${second.url}api/v1/frames/${newest?.id}/pixels`);
  expect(new Uint16Array(await reread.arrayBuffer())).toEqual(pixels);
  const file = await fetch(`${second.url}api/v1/frames/${newest?.id}/file`);
  expect(Buffer.from(await file.arrayBuffer()).equals(readFileSync(path))).toBe(true);
});

test('two people see the same, what is in use is refused to the second, and either can stop it', async () => {
  const server = await runningServer();
  const other = await client(server.url);
  await server.command('equipment.connectAll', {});
  await server.command('capture.loop', { ...settings, seconds: 60 });
  const seen = await other.until(({ activities }) => activities.length === 1);
  expect(seen.capture.seconds).toBe(60);
  await expect(other.command('capture.single', { ...settings, keep: false })).rejects.toThrow(/In use: the camera/);
  await expect(other.command('filterWheel.select', { slot: 1 })).rejects.toThrow(/In use: the filter wheel/);
  await other.command('focuser.move', { by: 10 });
  await other.command('stop', {});
  const stopped = await server.until(({ activities }) => activities.length === 0);
  expect(stopped.frames).toEqual([]);
  const idle = await server.until(({ devices }) => {
    const reading = devices[0]?.reading;
    return reading?.kind === 'camera' && reading.state === 'idle';
  });
  expect(idle.log.at(-1)?.level).toBe('info');
});

test('what cannot be is refused in words before anything moves', async () => {
  const { command } = await runningServer();
  await expect(command('capture.single', { ...settings, keep: false })).rejects.toThrow(/needs a camera/);
  await expect(command('equipment.assign', { role: 'camera', address: 'my camera' })).rejects.toThrow(
    /write for example/,
  );
  await command('equipment.connectAll', {});
  await expect(command('mount.slew', { text: 'Xyzzy' })).rejects.toThrow(/No object is called "Xyzzy"/);
  await expect(command('mount.slew', { text: '5 61 0 -5 0 0' })).rejects.toThrow(/minutes of 60 or more/);
  await expect(command('mount.slew', { ra: 0, dec: -85 })).rejects.toThrow(/below the horizon/);
  await expect(command('frame.save', { frame: 'nothing' })).rejects.toThrow(/no longer in memory/);
  await command('equipment.assign', { role: 'focuser', address: '' });
  await expect(command('equipment.connect', { role: 'focuser' })).rejects.toThrow(/No focuser has been chosen yet/);
});

test('equipment: assigned, not there, found, remembered', async () => {
  const data = temporaryFolder();
  const { command, until, close } = await runningServer({ data });
  const nobody = 'alpaca://127.0.0.1:9/camera/0';
  await command('equipment.assign', { role: 'camera', address: nobody });
  await expect(command('equipment.connect', { role: 'camera' })).rejects.toThrow(/nobody listens there/);
  const state = await until(({ devices }) => devices[0]?.link === 'error');
  expect(state.devices[0]?.message).toMatch(/nobody listens there/);
  const { devices } = await command('equipment.discover', {});
  expect(devices).toContainEqual(
    expect.objectContaining({ address: 'alpaca://simulator/camera/0', role: 'camera', name: 'Simulated camera' }),
  );
  await close();
  const again = await runningServer({ data, begin: true });
  const kept = await again.until(() => true);
  expect(kept.devices.map(({ address, link }) => [address, link])[0]).toEqual([nobody, 'off']);
});

test.skipIf(!canMount)(
  'a disk that becomes read-only costs no frame: it waits in memory to be saved again',
  async () => {
    const disk = tinyDisk(700_000);
    const { command, until, over } = await runningServer({ frames: disk.folder });
    await command('equipment.connectAll', {});
    const { activity } = await command('capture.series', { ...settings, seconds: 20, count: 2 });
    await until(({ activities }) => activities.some(({ phase }) => phase === 'exposing'));
    disk.remount('ro');
    const failed = await over(activity);
    expect(failed.frames).toHaveLength(1);
    const [frame] = failed.frames;
    expect(frame).toMatchObject({ fileName: null, saveError: expect.stringMatching(/the disk is read-only/) });
    await expect(command('frame.save', { frame: frame?.id ?? '' })).rejects.toThrow(/read-only; choose another folder/);
    disk.remount('rw');
    const { fileName } = await command('frame.save', { frame: frame?.id ?? '' });
    expect(filesIn(disk.folder).map((name) => name.split('/').at(-1))).toEqual([fileName]);
    const saved = await until(({ frames }) => frames[0]?.fileName === fileName);
    expect(saved.frames[0]?.saveError).toBeNull();
  },
);

test('an open address needs a password; a taken port gives way unless it was asked for', async () => {
  const data = temporaryFolder();
  const quiet = { data, begin: false, logLevel: 'silent' } as const;
  await expect(startServer({ ...quiet, host: '0.0.0.0', port: 0 })).rejects.toThrow(
    /Set a password first: uraniborg password/,
  );
  await expect(startServer({ ...quiet, host: '203.0.113.7', port: 0 })).rejects.toThrow(/Set a password first/);
  await setPassword(join(data, 'password'), 'Tycho Brahe');
  await expect(startServer({ ...quiet, host: '203.0.113.7', port: 0 })).rejects.toThrow(
    /not an address of this machine/,
  );
  const open = await startServer({ ...quiet, host: '0.0.0.0', port: 0 });
  onTestFinished(open.close);
  const { port } = new URL(open.url);
  expect((await fetch(`http://127.0.0.1:${port}/api/v1/state`)).status).toBe(401);
  await expect(startServer({ ...quiet, data: temporaryFolder(), port: Number(port) })).rejects.toThrow(
    /is taken; choose another/,
  );

  const usual = createServer();
  await new Promise<void>((resolve) => {
    usual.once('error', () => resolve()); // somebody has it already: as good for this test
    usual.listen(1576, '127.0.0.1', resolve);
  });
  onTestFinished(() => void usual.close());
  const next = await startServer({ ...quiet, data: temporaryFolder() });
  onTestFinished(next.close);
  expect(Number(new URL(next.url).port)).toBeGreaterThan(1576);
});

test('a data folder that cannot be used is named', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  await expect(startServer({ data: join(folder, 'file'), port: 0 })).rejects.toThrow(/cannot be made|cannot be read/);
  mkdirSync(join(folder, 'profiles'));
  writeFileSync(join(folder, 'profiles', 'home.json'), '{"version":1,"name":"Home","devices":{"camera":7}}');
  await expect(startServer({ data: folder, port: 0 })).rejects.toThrow(
    /home.json, "devices.camera" must be a JSON object; mend it/,
  );
});
