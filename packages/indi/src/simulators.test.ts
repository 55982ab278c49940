import { statSync } from 'node:fs';
import { systemClock, type Waiting } from '@uraniborg/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { IndiClient } from './client.ts';
import { discoverDevices } from './indiDevices.ts';
import { tcp } from './tcp.ts';
import { type RunningIndiServer, startIndiServer, whyNoIndiServer } from './testing/index.ts';
import { chosen, isOn, numberOf, textOf } from './vector.ts';
import { writeMessage } from './writeMessage.ts';

const reason = whyNoIndiServer();
if (reason) console.log(`Tests against a real indiserver are skipped: ${reason}`);

const waiting: Waiting = { clock: systemClock, signal: new AbortController().signal };
const within = { ...waiting, timeoutMs: 30_000 };
const ccd = 'CCD Simulator';
const mount = 'Telescope Simulator';
const focuser = 'Focuser Simulator';
const wheel = 'Filter Simulator';

describe.skipIf(reason)("Debian's indiserver and its simulators", () => {
  let server: RunningIndiServer;
  let client: IndiClient;
  /** Connects a device and waits until it has the property that shows that it is ready. */
  async function connect(device: string, ready: string): Promise<void> {
    await client.defined(device, 'CONNECTION', within);
    await client.change(device, 'CONNECTION', { CONNECT: true }, waiting);
    await client.defined(device, ready, within);
  }

  beforeAll(async () => {
    server = await startIndiServer({
      drivers: ['indi_simulator_ccd', 'indi_simulator_telescope', 'indi_simulator_focus', 'indi_simulator_wheel'],
    });
    client = new IndiClient({ connect: tcp(server), clock: systemClock, backoff: { firstMs: 50 } });
    await client.open(waiting);
    await connect(ccd, 'CCD_EXPOSURE');
    await connect(mount, 'EQUATORIAL_EOD_COORD');
    await connect(focuser, 'ABS_FOCUS_POSITION');
    await connect(wheel, 'FILTER_SLOT');
  });
  afterAll(async () => {
    client?.close();
    await server?.stop();
  });

  test('the devices say what they are', async () => {
    const other = new IndiClient({ connect: tcp(server), clock: systemClock });
    await other.open(waiting);
    const devices = await discoverDevices(other, waiting);
    other.close();
    const found = devices.map(({ name, connected, interfaces }) => [name, connected, interfaces.join(' ')]);
    expect(found.sort()).toEqual([
      [ccd, true, 'ccd guider filter'],
      [wheel, true, 'filter'],
      [focuser, true, 'focuser'],
      [mount, true, 'telescope guider'],
    ]);
    expect(devices.find(({ name }) => name === ccd)?.driver).toEqual({
      name: ccd,
      executable: 'indi_simulator_ccd',
      version: '1.0',
      interfaceBits: 22,
    });
  });

  test('an exposure arrives as a BLOB on its own connection', async () => {
    const blobs = await client.receiveBlobs(ccd, 'CCD1', waiting);
    const states: string[] = [];
    const unwatch = client.watch((event) => {
      if (event.kind === 'changed' && event.vector.name === 'CCD_EXPOSURE') states.push(event.vector.state);
    });
    const coming = blobs.next({ ...within, what: 'the frame' });
    const exposed = client.change(ccd, 'CCD_EXPOSURE', { CCD_EXPOSURE_VALUE: 0.2 }, waiting);
    const [frame, done] = await Promise.all([coming, exposed]);
    unwatch();
    blobs.close();
    expect([done.state, states[0]]).toEqual(['Ok', 'Busy']);
    expect(frame).toMatchObject({ device: ccd, property: 'CCD1', element: 'CCD1', format: '.fits' });
    expect(new TextDecoder('latin1').decode(frame.bytes.subarray(0, 30))).toBe('SIMPLE  =                    T');
    expect(frame.bytes.length).toBe(2_629_440); // 1280 x 1024 x 2 and headers, in blocks of 2880
  });

  test('a compressed frame is cut where it ends', async () => {
    await client.change(ccd, 'CCD_COMPRESSION', { INDI_ENABLED: true }, waiting);
    const blobs = await client.receiveBlobs(ccd, 'CCD1', waiting);
    const [frame] = await Promise.all([
      blobs.next({ ...within, what: 'the frame' }),
      client.change(ccd, 'CCD_EXPOSURE', { CCD_EXPOSURE_VALUE: 0.1 }, waiting),
    ]);
    blobs.close();
    await client.change(ccd, 'CCD_COMPRESSION', { INDI_DISABLED: true }, waiting);
    expect(frame.format).toBe('.fits.fz');
    expect(frame.bytes.length % 2880).toBe(0);
    expect(frame.bytes.length).toBeLessThan(2_629_440);
  });

  test('an exposure that is aborted ends Idle', async () => {
    const begun = client.waitFor(
      (event) =>
        event?.kind === 'changed' && event.vector.name === 'CCD_EXPOSURE' && event.vector.state === 'Busy'
          ? true
          : undefined,
      { ...within, what: 'the exposure to begin' },
    );
    const exposing = client.change(ccd, 'CCD_EXPOSURE', { CCD_EXPOSURE_VALUE: 60 }, waiting);
    await begun;
    await client.change(ccd, 'CCD_ABORT_EXPOSURE', { ABORT: true }, waiting);
    expect((await exposing).state).toBe('Idle');
  });

  test('what a driver refuses is told in its own words, and the next good request is taken', async () => {
    await expect(client.change(ccd, 'CCD_BINNING', { HOR_BIN: 9, VER_BIN: 9 }, waiting)).rejects.toThrow(
      'outside 1 to 4',
    );
    // Past our own check, as another client would.
    const raw = await tcp(server)(waiting);
    const words = client.waitFor(
      (event) => (event?.kind === 'message' && event.level === 'error' ? event.text : undefined),
      {
        ...within,
        what: 'the refusal',
      },
    );
    const one = (name: string) => ({ name, value: 9 });
    for (const piece of writeMessage({
      tag: 'new',
      type: 'number',
      device: ccd,
      name: 'CCD_BINNING',
      elements: [one('HOR_BIN'), one('VER_BIN')],
      timestamp: undefined,
      message: undefined,
    }))
      await raw.write(piece);
    expect(await words).toMatch(/HOR_BIN|Horizontal|X.*9|range/i);
    raw.close();
    const look = () => (client.vector(ccd, 'CCD_BINNING')?.state === 'Alert' ? true : undefined);
    await client.waitFor(look, { ...within, what: 'Alert' });
    const binned = await client.change(ccd, 'CCD_BINNING', { HOR_BIN: 2, VER_BIN: 2 }, waiting);
    expect([binned.state, numberOf(binned, 'HOR_BIN')]).toEqual(['Ok', 2]);
    await client.change(ccd, 'CCD_BINNING', { HOR_BIN: 1, VER_BIN: 1 }, waiting);
  });

  test('a focuser moves, and a filter wheel turns', async () => {
    const moved = await client.change(focuser, 'ABS_FOCUS_POSITION', { FOCUS_ABSOLUTE_POSITION: 49_000 }, waiting);
    expect(numberOf(moved, 'FOCUS_ABSOLUTE_POSITION')).toBe(49_000);
    const turned = await client.change(wheel, 'FILTER_SLOT', { FILTER_SLOT_VALUE: 3 }, waiting);
    expect(numberOf(turned, 'FILTER_SLOT_VALUE')).toBe(3);
    expect(textOf(client.vector(wheel, 'FILTER_NAME'), 'FILTER_SLOT_NAME_3')).toBe('Blue');
  });

  test('a mount slews, while it reports where it is', async () => {
    await client.change(mount, 'ON_COORD_SET', { TRACK: true }, waiting);
    if (isOn(client.vector(mount, 'TELESCOPE_PARK'), 'PARK'))
      await client.change(mount, 'TELESCOPE_PARK', { UNPARK: true }, waiting);
    const now = numberOf(client.vector(mount, 'EQUATORIAL_EOD_COORD'), 'RA') ?? 0;
    const target = { RA: (now + 0.2) % 24, DEC: 85 };
    const there = await client.change(mount, 'EQUATORIAL_EOD_COORD', target, {
      ...within,
      settled: (_, wasBusy) => wasBusy,
    });
    expect(numberOf(there, 'DEC')).toBeCloseTo(85, 1);
  });

  test('a guide pulse ends Idle', async () => {
    const pulsed = await client.change(
      mount,
      'TELESCOPE_TIMED_GUIDE_NS',
      { TIMED_GUIDE_N: 200, TIMED_GUIDE_S: 0 },
      waiting,
    );
    expect(pulsed.state).toBe('Idle');
  });

  test('a configuration is saved, changed, and loaded again', async () => {
    const prefix = () => textOf(client.vector(ccd, 'UPLOAD_SETTINGS'), 'UPLOAD_PREFIX');
    await client.change(ccd, 'UPLOAD_SETTINGS', { UPLOAD_PREFIX: 'SAVED_XXX' }, waiting);
    await client.change(ccd, 'CONFIG_PROCESS', { CONFIG_SAVE: true }, waiting);
    await client.change(ccd, 'UPLOAD_SETTINGS', { UPLOAD_PREFIX: 'OTHER_XXX' }, waiting);
    expect(prefix()).toBe('OTHER_XXX');
    await client.change(ccd, 'CONFIG_PROCESS', { CONFIG_LOAD: true }, waiting);
    await client.waitFor(() => (prefix() === 'SAVED_XXX' ? true : undefined), { ...within, what: 'the prefix' });
  });

  test('a frame can stay on the side of the server, as a file', async () => {
    await client.change(ccd, 'UPLOAD_SETTINGS', { UPLOAD_DIR: server.home, UPLOAD_PREFIX: 'LOCAL_XXX' }, waiting);
    await client.change(ccd, 'UPLOAD_MODE', { UPLOAD_LOCAL: true }, waiting);
    const written = client.waitFor(
      (event) =>
        (event?.kind === 'changed' || event?.kind === 'defined') && event.vector.name === 'CCD_FILE_PATH'
          ? textOf(event.vector, 'FILE_PATH') || undefined
          : undefined,
      { ...within, what: 'the file' },
    );
    await client.change(ccd, 'CCD_EXPOSURE', { CCD_EXPOSURE_VALUE: 0.1 }, waiting);
    expect(statSync(await written).size).toBe(2_629_440);
    await client.change(ccd, 'UPLOAD_MODE', { UPLOAD_CLIENT: true }, waiting);
  });

  test('a video stream is a BLOB per frame', async () => {
    const blobs = await client.receiveBlobs(ccd, 'CCD1', waiting);
    let frames = 0;
    const three = new Promise<void>((resolve) => {
      blobs.watch((event) => {
        if (event.kind === 'blob' && event.blob.format === '.stream' && ++frames === 3) resolve();
      });
    });
    await client.send(ccd, 'CCD_VIDEO_STREAM', { STREAM_ON: true });
    await three;
    await client.change(ccd, 'CCD_VIDEO_STREAM', { STREAM_OFF: true }, waiting);
    blobs.close();
    expect(chosen(client.vector(ccd, 'CCD_VIDEO_STREAM'))).toBe('STREAM_OFF');
  });

  test('BLOBs that nobody reads do not hold up the commands', async () => {
    const deaf = await tcp(server)(waiting); // never listens: the server's buffers for it fill up
    for (const message of [
      { tag: 'getProperties', version: '1.7', device: ccd, name: 'CCD1' },
      { tag: 'enableBLOB', device: ccd, name: 'CCD1', mode: 'Only' },
    ] as const)
      for (const piece of writeMessage(message)) await deaf.write(piece);
    for (let i = 0; i < 3; i++) await client.change(ccd, 'CCD_EXPOSURE', { CCD_EXPOSURE_VALUE: 0.05 }, waiting);
    const moved = await client.change(focuser, 'ABS_FOCUS_POSITION', { FOCUS_ABSOLUTE_POSITION: 49_100 }, waiting);
    expect(moved.state).toBe('Ok');
    deaf.close();
  });

  test('what another client asks for reaches us as a report only', async () => {
    const second = new IndiClient({ connect: tcp(server), clock: systemClock });
    await second.open(waiting);
    await second.defined(wheel, 'FILTER_SLOT', within);
    await second.change(wheel, 'FILTER_SLOT', { FILTER_SLOT_VALUE: 5 }, waiting);
    second.close();
    await client.waitFor(
      () => (numberOf(client.vector(wheel, 'FILTER_SLOT'), 'FILTER_SLOT_VALUE') === 5 ? true : undefined),
      { ...within, what: 'slot 5' },
    );
  });

  test('a driver that is killed takes its device away, and who waits for it is told; it comes back disconnected', async () => {
    const events: string[] = [];
    const unwatch = client.watch((event) => {
      if (event.kind === 'removed' && event.name === undefined) events.push(`removed ${event.device}`);
      if (event.kind === 'defined' && event.vector.name === 'CONNECTION')
        events.push(`defined ${event.vector.device} ${chosen(event.vector)}`);
    });
    const exposing = client.change(ccd, 'CCD_EXPOSURE', { CCD_EXPOSURE_VALUE: 60 }, waiting);
    const failed = expect(exposing).rejects.toMatchObject({ tag: 'DeviceError', code: 'Gone' });
    const [pid] = server.driverPids('indi_simulator_ccd');
    expect(pid).toBeGreaterThan(1);
    process.kill(pid ?? -1, 'SIGKILL');
    await failed;
    await connect(ccd, 'CCD_EXPOSURE');
    unwatch();
    expect(events.slice(0, 2)).toEqual([`removed ${ccd}`, `defined ${ccd} DISCONNECT`]);
    expect((await client.change(ccd, 'CCD_EXPOSURE', { CCD_EXPOSURE_VALUE: 0.1 }, waiting)).state).toBe('Ok');
  });

  test('drivers are started and stopped while it runs, a second copy under its own name', async () => {
    server.startDriver('indi_simulator_focus', 'Focus Two');
    await client.defined('Focus Two', 'CONNECTION', within);
    server.stopDriver('indi_simulator_focus', 'Focus Two');
    await client.waitFor(() => (client.devices.has('Focus Two') ? undefined : true), {
      ...within,
      what: 'Focus Two to go',
    });
    expect(client.devices.has(focuser)).toBe(true);
  });
});

describe.skipIf(reason)('a server that goes', () => {
  test('is noticed at once, and found again when it is back', async () => {
    const first = await startIndiServer({ drivers: ['indi_simulator_wheel'] });
    let port = first.port;
    const client = new IndiClient({
      connect: (w) => tcp({ host: '127.0.0.1', port })(w),
      clock: systemClock,
      backoff: { firstMs: 20, longestMs: 100 },
    });
    await client.open(waiting);
    await client.defined(wheel, 'CONNECTION', within);
    const down = client.waitFor((event) => (event?.kind === 'link' && !event.up ? event.reason : undefined), {
      ...within,
      what: 'the loss',
    });
    await first.stop();
    expect((await down).tag).toBe('TransportError');
    expect(client.devices.size).toBe(0);
    const second = await startIndiServer({ drivers: ['indi_simulator_wheel'] });
    port = second.port;
    await client.defined(wheel, 'CONNECTION', within);
    client.close();
    await second.stop();
  });
});
