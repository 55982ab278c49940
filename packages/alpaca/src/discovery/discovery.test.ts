import { createSocket } from 'node:dgram';
import { networkInterfaces } from 'node:os';
import { AbortedError } from '@uraniborg/core';
import { afterEach, expect, test } from 'vitest';
import {
  answerDiscovery,
  createAlpacaHandler,
  discoverAlpaca,
  findAlpacaDevices,
  findByUniqueId,
  type ServedDevice,
  serveAlpaca,
} from '../index.ts';
import { rawServer } from '../testing/rawServer.ts';
import { broadcastAddress, portInAnswer } from './protocol.ts';

const server = { name: 'Test', manufacturer: 'Uraniborg', version: '0.1', location: 'Hven' };
const clean: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of clean.splice(0)) await step();
});

/** Not the port of the standard: other servers of this computer may answer there. */
async function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  await new Promise<void>((bound) => socket.bind(0, bound));
  const { port } = socket.address();
  await new Promise<void>((closed) => socket.close(closed));
  return port;
}

async function start(uniqueId: string, port: number, host = '127.0.0.1', number = 0) {
  const devices: ServedDevice[] = [
    { type: 'safetyMonitor', number, name: 'S', uniqueId, driver: { isSafe: () => true } },
  ];
  const listening = await serveAlpaca(createAlpacaHandler({ server, devices }), { host });
  const responder = await answerDiscovery({ alpacaPort: listening.port, host, port });
  const stop = async () => {
    await responder.close();
    await listening.close();
  };
  clean.push(stop);
  return listening;
}

test('several servers on one computer are all found, with their devices', async () => {
  const port = await freePort();
  const first = await start('one', port);
  const second = await start('two', port, '127.0.0.1', 9);
  const found = await findAlpacaDevices({ port });
  expect(found.map(({ url }) => url).sort()).toEqual([first, second].map((s) => `http://127.0.0.1:${s.port}`).sort());
  expect(found.find(({ url }) => url.endsWith(String(second.port)))).toMatchObject({
    description: { name: 'Test', version: '0.1' },
    devices: [{ type: 'safetyMonitor', number: 9, name: 'S', uniqueId: 'two' }],
  });
});

test('a server that listens everywhere is found by every network, and counted once', async () => {
  const port = await freePort();
  const listening = await start('everywhere', port, '0.0.0.0');
  const found = await discoverAlpaca({ port });
  const own = Object.values(networkInterfaces()).flatMap((addresses) =>
    (addresses ?? [])
      .filter(({ family }) => family === 'IPv4')
      .map(({ address }) => `http://${address}:${listening.port}`),
  );
  expect(found.map(({ url }) => url).sort()).toEqual(own.sort());
  const servers = await findAlpacaDevices({ port });
  expect(servers).toHaveLength(1);
  expect(servers[0]?.otherUrls).toHaveLength(own.length - 1);
});

const hasIpv6 = networkInterfaces().lo?.some(({ family }) => family === 'IPv6') ?? false;
test.skipIf(!hasIpv6)('over IPv6', async () => {
  const port = await freePort();
  const listening = await start('six', port, '::');
  const found = await discoverAlpaca({ port });
  expect(found.map(({ url }) => url)).toContain(`http://127.0.0.1:${listening.port}`);
  expect(found.some(({ host }) => host.includes(':'))).toBe(Object.keys(networkInterfaces()).length > 1);
});

test('a device is found again by its unique ID when its address and number have changed', async () => {
  const port = await freePort();
  await start('Telescope-Serial-7', port, '127.0.0.1', 5);
  expect(await findByUniqueId('telescope-serial-7', { port })).toMatchObject({ type: 'safetyMonitor', number: 5 });
  expect(await findByUniqueId('somebody else', { port })).toBeUndefined();
});

test('a server that is known by its address is asked although it does not answer a search; one that is ill is told', async () => {
  const port = await freePort();
  const quiet = await serveAlpaca(createAlpacaHandler({ server, devices: [] }));
  const ill = await rawServer((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n<html>'));
  clean.push(quiet.close, ill.close);
  const urls = [`http://127.0.0.1:${quiet.port}`, ill.url];
  const [first, second] = await findAlpacaDevices({ port, urls });
  expect(first).toMatchObject({ url: urls[0], devices: [] });
  expect(second?.error).toContain('a web page came');
});

test('questions that are none get no answer, answers that are none find nobody', async () => {
  const port = await freePort();
  await start('x', port);
  const liar = createSocket({ type: 'udp4', reuseAddr: true });
  liar.on('message', (_, from) => {
    for (const answer of [
      '',
      '{',
      'null',
      '{"AlpacaPort":0}',
      '{"AlpacaPort":"x"}',
      '{"AlpacaPort":70000}',
      `{"AlpacaPort":1}${' '.repeat(2000)}`,
    ])
      liar.send(answer, from.port, from.address);
  });
  await new Promise<void>((bound) => liar.bind(port, '0.0.0.0', bound));
  clean.push(() => new Promise((closed) => liar.close(() => closed())));
  expect(await discoverAlpaca({ port })).toHaveLength(1);
});

test('a search can be given up', async () => {
  const giveUp = new AbortController();
  const search = discoverAlpaca({ port: await freePort(), signal: giveUp.signal });
  giveUp.abort();
  await expect(search).rejects.toThrow(AbortedError);
});

test('the words of the protocol', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  expect(portInAnswer(bytes('{"AlpacaPort":11111}'))).toBe(11111);
  expect(portInAnswer(bytes('{"AlpacaPort":"11111"}'))).toBe(11111);
  expect(portInAnswer(bytes('{"alpacaport":11111}'))).toBeUndefined();
  expect(broadcastAddress('192.168.5.77', '255.255.252.0')).toBe('192.168.7.255');
  expect(broadcastAddress('127.0.0.1', '255.0.0.0')).toBe('127.255.255.255');
});
