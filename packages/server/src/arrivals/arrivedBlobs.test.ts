import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { deflateSync } from 'node:zlib';
import { AbortedError, systemClock } from '@uraniborg/core';
import { type BlobEvent, IndiClient, PropertyServer, serveTcp, tcp } from '@uraniborg/indi';
import { startIndiServer, whyNoIndiServer } from '@uraniborg/indi/testing';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { arrivals } from './arrivals.ts';
import type { BlobsSaid } from './bringBlobs.ts';
import { arrivalsThread } from './thread.ts';

const arriving = arrivals({ clock: systemClock });
afterAll(arriving.close);

const reason = whyNoIndiServer();
if (reason) console.log(`No frames of a real driver arrive: ${reason}`);

const HOST = '127.0.0.1';
const waiting = { clock: systemClock, signal: new AbortController().signal };
const soon = { ...waiting, timeoutMs: 60_000, what: 'what the test waits for' };

/** A server with a camera's BLOB property. */
function camera(): PropertyServer {
  const server = new PropertyServer({ clock: systemClock });
  const elements = new Map([['CCD1', { name: 'CCD1', label: '' }]]);
  const rest = { label: '', group: '', timeoutSeconds: 60, timestamp: undefined };
  server.define({ ...rest, type: 'blob', device: 'Sky', name: 'CCD1', state: 'Idle', permission: 'ro', elements });
  return server;
}

/** A client of it, whose BLOBs come through the thread, and everything it hears of them. */
async function clientOf(port: number, device = 'Sky') {
  const place = { host: HOST, port };
  const client = new IndiClient({
    connect: tcp(place),
    blobs: arriving.blobsOf(place),
    clock: systemClock,
    backoff: { firstMs: 5, longestMs: 50 },
  });
  onTestFinished(() => client.close());
  await client.open(waiting);
  const blobs = await client.receiveBlobs(device, undefined, waiting);
  const events: BlobEvent[] = [];
  blobs.watch((event) => void events.push(event));
  return { client, blobs, events };
}

/** A server of bytes. */
async function listening(connected: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    connected(socket);
  }).listen(0, HOST);
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

test('BLOBs arrive whole, plain, in memory that threads share, and their progress is told', async () => {
  const server = camera();
  const { port, close } = await serveTcp(server, { host: HOST, port: 0 });
  onTestFinished(close);
  const { blobs, events } = await clientOf(port);
  const bytes = Uint8Array.from({ length: 1_000_000 }, (_, i) => (i * i) >> 7);
  for (const sent of [
    { format: '.fits', bytes },
    { format: '.fits.z', bytes: deflateSync(bytes), size: bytes.length },
  ]) {
    events.length = 0;
    const coming = blobs.next(soon);
    await server.sendBlob('Sky', 'CCD1', 'CCD1', sent);
    const blob = await coming;
    expect(blob).toMatchObject({ device: 'Sky', property: 'CCD1', element: 'CCD1', format: '.fits' });
    expect(blob.bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(Buffer.compare(blob.bytes, bytes)).toBe(0);
    const progress = events.flatMap((event) => (event.kind === 'progress' ? [event.progress] : []));
    expect(progress.at(-1)).toMatchObject({ received: sent.bytes.length, total: sent.bytes.length });
  }
});

test('a damaged one is told of, and the next arrives', async () => {
  const server = camera();
  const { port, close } = await serveTcp(server, { host: HOST, port: 0 });
  onTestFinished(close);
  const { blobs } = await clientOf(port);
  const lost = blobs.next(soon);
  await server.sendBlob('Sky', 'CCD1', 'CCD1', { format: '.fits.z', bytes: Uint8Array.of(1, 2, 3) });
  await expect(lost).rejects.toThrow(/^Sky\.CCD1\.CCD1 was lost: /);
  const coming = blobs.next(soon);
  await server.sendBlob('Sky', 'CCD1', 'CCD1', { format: '.txt', bytes: Uint8Array.of(7) });
  expect((await coming).bytes).toEqual(Uint8Array.of(7));
});

test('a server that goes away is told of, and its BLOBs arrive again when it is back', async () => {
  const server = camera();
  const { port, close } = await serveTcp(server, { host: HOST, port: 0 });
  onTestFinished(close);
  const { blobs } = await clientOf(port);
  const lost = blobs.next(soon);
  // Lets go of all clients; who comes then is served.
  server.close();
  await expect(lost).rejects.toThrow(/closed the link/);
  const coming = blobs.next(soon);
  // It is not known when the connection is there again: what is sent before goes nowhere.
  const over = new AbortController();
  onTestFinished(() => over.abort(new AbortedError('over')));
  void (async () => {
    for (;;) {
      await server.sendBlob('Sky', 'CCD1', 'CCD1', { format: '.txt', bytes: Uint8Array.of(8) });
      await systemClock.sleep(20, over.signal);
    }
  })().catch(() => undefined);
  expect((await coming).bytes).toEqual(Uint8Array.of(8));
});

test('where nobody listens that is said, and who gives up is let go', async () => {
  const { port, close } = await serveTcp(camera(), { host: HOST, port: 0 });
  await close();
  const connect = arriving.blobsOf({ host: HOST, port });
  await expect(connect(waiting)).rejects.toMatchObject({
    tag: 'TransportError',
    message: expect.stringContaining('nothing listens there'),
  });
  const signal = AbortSignal.abort(new AbortedError('enough'));
  await expect(connect({ clock: systemClock, signal })).rejects.toBeInstanceOf(AbortedError);
});

test('who closes it closes the connection', async () => {
  let count = 0;
  // The client may know that it is connected before the server does.
  const { promise: ended, resolve } = Promise.withResolvers<unknown>();
  const port = await listening((socket) => {
    count++;
    once(socket.resume(), 'close').then(resolve);
  });
  const stream = await arriving.blobsOf({ host: HOST, port })(waiting);
  stream.listen({ message: () => undefined, end: () => undefined });
  stream.close();
  await ended;
  expect(count).toBe(1);
});

test('a server that says more than anybody takes is left', async () => {
  const port = await listening((socket) => socket.write('<pingRequest uid="1"/>'.repeat(2000)));
  const thread = arrivalsThread();
  onTestFinished(thread.close);
  const said: BlobsSaid[] = [];
  const failed = new Promise<BlobsSaid>((resolve) => {
    const heard = (what: BlobsSaid) => ('failed' in what ? resolve(what) : void said.push(what));
    thread.talk({ kind: 'blobs', host: HOST, port }, { heard, died: () => undefined });
  });
  expect(await failed).toMatchObject({ failed: { message: 'The INDI server says more than anybody can take' } });
  expect(said).toHaveLength(1001);
});

test.skipIf(reason)("frames of Debian's simulated camera arrive, packed by its driver and as a stream", async () => {
  const server = await startIndiServer({ drivers: ['indi_simulator_ccd'] });
  onTestFinished(() => server.stop());
  const device = 'CCD Simulator';
  const { client, blobs } = await clientOf(server.port, device);
  const change = async (property: string, values: Record<string, boolean | number>) => {
    await client.defined(device, property, soon);
    await client.change(device, property, values, soon);
  };
  await change('CONNECTION', { CONNECT: true });
  await change('CCD_COMPRESSION', { INDI_ENABLED: true });
  const coming = blobs.next(soon);
  await change('CCD_EXPOSURE', { CCD_EXPOSURE_VALUE: 0.1 });
  const { format, bytes } = await coming;
  expect(format).toBe('.fits.fz');
  expect(Buffer.from(bytes.subarray(0, 30)).toString()).toMatch(/^SIMPLE {2}= +T/);
  const frames = new Promise<void>((resolve) => {
    let count = 0;
    blobs.watch((event) => {
      if (event.kind === 'blob' && event.blob.format.startsWith('.stream') && ++count === 5) resolve();
    });
  });
  await client.send(device, 'CCD_VIDEO_STREAM', { STREAM_ON: true });
  await frames;
  await client.change(device, 'CCD_VIDEO_STREAM', { STREAM_OFF: true }, soon);
});
