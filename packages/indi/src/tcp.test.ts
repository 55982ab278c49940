import { createServer, type Server, type Socket } from 'node:net';
import { systemClock } from '@uraniborg/core';
import { afterEach, describe, expect, test } from 'vitest';
import { IndiClient } from './client.ts';
import { PropertyServer } from './propertyServer.ts';
import { serveTcp } from './serveTcp.ts';
import { tcp } from './tcp.ts';
import { type NumberVector, numberOf } from './vector.ts';

const waiting = { clock: systemClock, signal: new AbortController().signal };
const position: NumberVector = {
  type: 'number',
  device: 'F',
  name: 'POS',
  label: 'Position',
  group: 'Main',
  state: 'Ok',
  permission: 'rw',
  timeoutSeconds: 60,
  timestamp: undefined,
  elements: new Map([
    ['STEPS', { name: 'STEPS', label: 'Steps', format: '%.0f', min: 0, max: 1000, step: 1, value: 10 }],
  ]),
};

let server: Server | undefined;
afterEach(() => server?.close());
/** A server of which each connection is handled by `handle`; returns its port. */
function listen(handle: (socket: Socket) => void): Promise<number> {
  return new Promise((resolve) => {
    server = createServer(handle);
    server.listen(0, '127.0.0.1', () => {
      const address = server?.address();
      resolve(address && typeof address === 'object' ? address.port : 0);
    });
  });
}

describe('connecting', () => {
  test('where nothing listens says so', async () => {
    const port = await listen(() => {});
    await new Promise((resolve) => server?.close(resolve));
    await expect(tcp({ host: '127.0.0.1', port })(waiting)).rejects.toThrow(
      `No INDI server at 127.0.0.1:${port}: nothing listens there; is indiserver running?`,
    );
  });
  test('to a machine that is not known says so', async () => {
    await expect(tcp({ host: 'no-such-machine.invalid' })(waiting)).rejects.toMatchObject({ tag: 'TransportError' });
  });
  test('to one that does not answer ends after its time', async () => {
    // 192.0.2.0/24 is for documentation: nothing answers there. The clock's time is up at once.
    const clock = { ...systemClock, sleep: () => Promise.resolve() };
    const connecting = tcp({ host: '192.0.2.1', connectTimeoutMs: 3000 })({ ...waiting, clock });
    await expect(connecting).rejects.toThrow('No INDI server at 192.0.2.1:7624: no answer within 3 s');
  });
  test('can be stopped', async () => {
    const stop = new AbortController();
    const connecting = tcp({ host: '192.0.2.1' })({ ...waiting, signal: stop.signal });
    stop.abort();
    await expect(connecting).rejects.toMatchObject({ tag: 'AbortedError' });
  });
});

describe('a link over TCP', () => {
  test('that is reset is lost, with the reason', async () => {
    const port = await listen((socket) => socket.once('data', () => socket.resetAndDestroy()));
    const client = new IndiClient({ connect: tcp({ host: '127.0.0.1', port }), clock: systemClock });
    const down = client.waitFor((event) => (event?.kind === 'link' && !event.up ? event.reason : undefined), {
      ...waiting,
      timeoutMs: 20_000,
      what: 'the loss',
    });
    await client.open(waiting);
    expect((await down).message).toBe('The INDI server closed the link');
    client.close();
  });
  test('to something that is not INDI is lost, with the reason', async () => {
    const port = await listen((socket) =>
      socket
        .on('error', () => {})
        .once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')),
    );
    const client = new IndiClient({ connect: tcp({ host: '127.0.0.1', port }), clock: systemClock });
    const down = client.waitFor((event) => (event?.kind === 'link' && !event.up ? event.reason : undefined), {
      ...waiting,
      timeoutMs: 20_000,
      what: 'the loss',
    });
    await client.open(waiting);
    expect((await down).message).toMatch(/text outside of any element, beginning "HTTP/);
    client.close();
  });
});

describe('our own server', () => {
  test('serves several clients, and BLOBs on a connection of their own', async () => {
    const properties = new PropertyServer({ clock: systemClock });
    properties.define(position);
    properties.define({
      ...position,
      type: 'blob',
      name: 'CCD1',
      permission: 'ro',
      elements: new Map([['CCD1', { name: 'CCD1', label: '' }]]),
    });
    const service = await serveTcp(properties, { port: 0 });
    const clients = [0, 1].map(
      () => new IndiClient({ connect: tcp({ host: '127.0.0.1', port: service.port }), clock: systemClock }),
    );
    const within = { ...waiting, timeoutMs: 20_000 };
    for (const client of clients) {
      await client.open(waiting);
      await client.defined('F', 'POS', within);
    }
    const [first, second] = clients;
    await first?.change('F', 'POS', { STEPS: 77 }, waiting);
    await second?.waitFor(() => (numberOf(second.vector('F', 'POS'), 'STEPS') === 77 ? true : undefined), {
      ...within,
      what: '77',
    });
    const bytes = Uint8Array.from({ length: 5_000_001 }, (_, i) => (i * 7919) >> 3);
    const blobs = await first?.receiveBlobs('F', 'CCD1', waiting);
    const coming = blobs?.next({ ...within, what: 'a BLOB' });
    await properties.sendBlob('F', 'CCD1', 'CCD1', { format: '.bin', bytes });
    expect(Buffer.compare((await coming)?.bytes ?? new Uint8Array(0), bytes)).toBe(0);
    await expect(serveTcp(properties, { port: service.port })).rejects.toThrow(
      `INDI cannot be served on 127.0.0.1:${service.port}`,
    );
    await service.close();
    for (const client of clients) client.close();
  });
});
