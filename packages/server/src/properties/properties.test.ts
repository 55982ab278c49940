import type {
  FeedEvent,
  OpenProperties,
  PropertiesEvent,
  PropertiesWish,
  Property,
  PropertyServer,
} from '@uraniborg/api';
import { systemClock } from '@uraniborg/core';
import { type RunningIndiServer, startIndiServer, whyNoIndiServer } from '@uraniborg/indi/testing';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import WebSocket from 'ws';
import { runningServer } from '../testing/runningServer.ts';

const reason = whyNoIndiServer();
if (reason) console.log(`No property browser against real drivers: ${reason}.`);

const CCD = 'CCD Simulator';

describe.skipIf(reason !== undefined)('the properties of real drivers', { timeout: 60_000 }, () => {
  let indi: RunningIndiServer;
  let address: string;
  beforeAll(async () => {
    indi = await startIndiServer({ drivers: ['indi_simulator_ccd', 'indi_simulator_telescope'] });
    address = `indi://127.0.0.1:${indi.port}`;
  });
  afterAll(() => indi?.stop());

  /** A server whose camera is the one of Debian, and a browser that watches properties. */
  async function watcher() {
    const server = await runningServer({ clock: systemClock });
    await server.command('equipment.assign', { role: 'gps', address: '' });
    await server.command('equipment.assign', { role: 'camera', address: `${address}/${encodeURIComponent(CCD)}` });
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}api/v1/events`);
    const seen = { servers: [] as PropertyServer[], names: [] as string[], said: [] as string[], bytes: 0, events: 0 };
    const known = new Map<string, Property>();
    const looks = new Set<() => void>();
    socket.on('message', (data) => {
      const event = JSON.parse(String(data)) as FeedEvent;
      if (event.type !== 'properties') return;
      seen.bytes += String(data).length;
      seen.events++;
      take(event);
      for (const look of [...looks]) look();
    });
    const take = (event: PropertiesEvent) => {
      if (event.fresh) known.clear();
      if (event.servers) seen.servers = event.servers;
      if (event.names) seen.names = event.names;
      for (const property of event.properties ?? []) known.set(property.name, property);
      for (const { text } of event.messages ?? []) seen.said.push(text);
    };
    await new Promise((resolve) => socket.once('open', resolve));
    onTestFinished(() => socket.close());
    const until = (true_: () => boolean) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (!true_()) return;
          looks.delete(look);
          resolve();
        };
        looks.add(look);
        look();
      });
    const say = (watch: PropertiesWish['watch']) => socket.send(JSON.stringify({ type: 'properties', watch }));
    const open = (what: Partial<OpenProperties>) => say({ open: { server: address, device: CCD, ...what } });
    const set = (property: string, values: Record<string, number | string | boolean>) =>
      server.command('properties.set', { server: address, device: CCD, property, values });
    return { server, seen, known, until, say, open, set };
  }

  const connected = ({ seen }: { seen: { servers: PropertyServer[] } }) =>
    seen.servers[0]?.devices.find(({ name }) => name === CCD)?.connected === true;

  test('nothing is sent before somebody watches; then every server and device, and of one group what changes', async () => {
    const browser = await watcher();
    expect(browser.seen.events).toBe(0);
    browser.say({ open: null });
    await browser.until(() => (browser.seen.servers[0]?.devices.length ?? 0) === 2);
    expect(browser.seen.servers.map((server) => [server.address, server.up, server.problem])).toEqual([
      [address, true, ''],
    ]);
    expect(browser.known.size).toBe(0);

    browser.open({ group: 'Main Control' });
    await browser.until(() => browser.known.has('CONNECTION'));
    expect(browser.known.get('CONNECTION')).toMatchObject({ type: 'switch', rule: 'one', writable: true });
    expect(await browser.set('CONNECTION', { CONNECT: true })).toEqual({ state: 'ok' });
    await browser.until(() => connected(browser) && browser.known.has('CCD_TEMPERATURE'));
    expect(browser.seen.names).toContain('CCD_TEMPERATURE');
    expect(browser.known.has('CCD_BINNING'), 'another group is not sent').toBe(false);
  });

  test('values are set as they are written, and what the driver refuses comes back in its own words', async () => {
    const browser = await watcher();
    browser.open({ group: 'Image Settings' });
    await browser.until(() => browser.seen.names.length > 0 || connected(browser));
    if (!connected(browser)) await browser.set('CONNECTION', { CONNECT: true });
    await browser.until(() => browser.known.has('CCD_BINNING'));
    await browser.set('CCD_BINNING', { HOR_BIN: '2', VER_BIN: 2 });
    await browser.until(() => {
      const binning = browser.known.get('CCD_BINNING');
      return binning?.type === 'number' && binning.elements.every(({ value }) => value === 2);
    });
    await expect(browser.set('CCD_BINNING', { HOR_BIN: 'many' })).rejects.toThrow(/no INDI number/);
    await expect(browser.set('CCD_BINNING', { HOR_BIN: 99 })).rejects.toThrow(/outside/);
    await expect(browser.set('NO_SUCH', { A: 1 })).rejects.toThrow(/has no NO_SUCH/);
    await expect(
      browser.server.command('properties.set', {
        server: 'indi://other:1',
        device: CCD,
        property: 'X',
        values: { A: 1 },
      }),
    ).rejects.toThrow(/No device of the profile/);
  });

  test('properties are found by name, label or element; sexagesimal numbers go both ways', async () => {
    const browser = await watcher();
    const scope = 'Telescope Simulator';
    browser.say({ open: { server: address, device: scope, group: 'Main Control' } });
    await browser.until(() => browser.known.has('CONNECTION'));
    await browser.server.command('properties.set', {
      server: address,
      device: scope,
      property: 'CONNECTION',
      values: { CONNECT: true },
    });
    await browser.until(() => browser.known.has('EQUATORIAL_EOD_COORD'));
    const coordinates = browser.known.get('EQUATORIAL_EOD_COORD');
    expect(coordinates?.type === 'number' && coordinates.elements[0]?.text).toMatch(/^\d{1,2}:\d\d:\d\d/);
    const { found } = await browser.server.command('properties.find', { text: 'geographic' });
    expect(found).toMatchObject([{ device: scope, group: 'Site Management', name: 'GEOGRAPHIC_COORD' }]);
    await browser.server.command('properties.set', {
      server: address,
      device: scope,
      property: 'GEOGRAPHIC_COORD',
      values: { LAT: '51:28:40,5', LONG: 0, ELEV: 10 },
    });
    browser.say({ open: { server: address, device: scope, group: 'Site Management' } });
    await browser.until(() => {
      const site = browser.known.get('GEOGRAPHIC_COORD');
      const latitude = site?.type === 'number' && site.elements.find(({ name }) => name === 'LAT')?.value;
      return typeof latitude === 'number' && Math.abs(latitude - (51 + 28 / 60 + 40.5 / 3600)) < 1e-6;
    });
  });

  test('an image is received while it is asked for, its size is shown, and it can be fetched', async () => {
    const browser = await watcher();
    browser.open({ group: 'Image Info', blobs: true });
    await browser.until(() => browser.seen.names.length > 0);
    if (!connected(browser)) await browser.set('CONNECTION', { CONNECT: true });
    const { found } = await browser.server.command('properties.find', { text: 'CCD1' });
    const group = found.find(({ name }) => name === 'CCD1')?.group ?? '';
    browser.open({ group, blobs: true });
    await browser.until(() => browser.known.has('CCD1'));
    const url = new URL('api/v1/properties/blob', browser.server.url);
    url.search = String(new URLSearchParams({ server: address, device: CCD, property: 'CCD1', element: 'CCD1' }));
    expect((await fetch(url)).status).toBe(400);
    const came = () => {
      const property = browser.known.get('CCD1');
      return property?.type === 'blob' ? (property.elements[0]?.blob ?? undefined) : undefined;
    };
    // The subscription takes a moment, and one that is late misses an exposure: another is taken.
    while (!came()) {
      await browser.set('CCD_EXPOSURE', { CCD_EXPOSURE_VALUE: 0.1 });
      await systemClock.sleep(300, new AbortController().signal);
    }
    const answer = await fetch(url);
    expect(answer.headers.get('content-disposition')).toContain('CCD%20Simulator%20CCD1.fits');
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect(new TextDecoder().decode(bytes.subarray(0, 6))).toBe('SIMPLE');
    expect(bytes.length).toBe(came()?.bytes);
    browser.say(null);
  });

  test('a driver that dies takes its properties along and comes back; what it says is told', async () => {
    const browser = await watcher();
    browser.open({ group: 'Main Control' });
    await browser.until(() => browser.known.has('CONNECTION'));
    if (!connected(browser)) await browser.set('CONNECTION', { CONNECT: true });
    await browser.until(() => browser.seen.names.includes('CCD_EXPOSURE'));
    for (const pid of indi.driverPids('indi_simulator_ccd')) process.kill(pid, 'SIGKILL');
    await browser.until(() => !browser.seen.names.includes('CCD_EXPOSURE'));
    await browser.until(() => browser.seen.names.includes('CONNECTION'));
    await browser.set('CONNECTION', { CONNECT: true });
    await browser.until(() => browser.seen.names.includes('CCD_EXPOSURE'));
    await browser.set('CONFIG_PROCESS', { CONFIG_SAVE: true });
    await browser.until(() => browser.seen.said.some((text) => /configuration/i.test(text)));
  });
});

test('what is no wish is no harm, and a server that is not there says why', { timeout: 30_000 }, async () => {
  const server = await runningServer({ clock: systemClock });
  await server.command('equipment.assign', { role: 'focuser', address: 'indi://127.0.0.1:1/Nobody' });
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}api/v1/events`);
  onTestFinished(() => socket.close());
  const heard = new Promise<PropertyServer>((resolve) => {
    socket.on('message', (data) => {
      const event = JSON.parse(String(data)) as FeedEvent;
      if (event.type !== 'properties') return;
      const gone = event.servers?.find(({ address }) => address === 'indi://127.0.0.1:1');
      if (gone?.problem) resolve(gone);
    });
  });
  await new Promise((resolve) => socket.once('open', resolve));
  for (const text of ['{', '[]', '{"type":"properties"}', '{"type":"properties","watch":{"open":5}}', '\0'])
    socket.send(text);
  socket.send(JSON.stringify({ type: 'properties', watch: { open: null } }));
  expect(await heard).toMatchObject({ up: false, problem: expect.stringMatching(/127\.0\.0\.1/) });
});
