import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type AlpacaClient,
  alpacaClient,
  alpacaError,
  createAlpacaHandler,
  httpTransport,
  serveAlpaca,
} from '@uraniborg/alpaca';
import { AbortedError, type Clock, type PixelArray, systemClock } from '@uraniborg/core';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { arrivals } from './arrivals.ts';

const usual = arrivals({ clock: systemClock });
afterAll(usual.close);

/** A camera at an address, its images through the thread. */
function cameraAt(url: string, arriving = usual): AlpacaClient<'camera'> {
  const transport = httpTransport(url);
  onTestFinished(transport.close);
  return alpacaClient('camera', 0, { transport, images: arriving.imagesOf({ url }) });
}

/** A camera of our own server, with one image. */
async function cameraOf(data: PixelArray, width: number, planes: 1 | 3 = 1) {
  const image = { width, height: data.length / width / planes, planes, data };
  const handler = createAlpacaHandler({
    server: { name: 'Test', manufacturer: 'Uraniborg', version: '1', location: 'loopback' },
    devices: [
      {
        type: 'camera',
        number: 0,
        name: 'Camera',
        uniqueId: 'one',
        driver: {
          cameraState: () => 'idle',
          imageReady: () => true,
          startExposure: () => undefined,
          imageArray() {
            if (data.length === 0) throw alpacaError('invalidOperation', 'There is no image yet');
            return image;
          },
        } as never,
      },
    ],
  });
  const server = await serveAlpaca(handler, { host: '127.0.0.1', port: 0 });
  onTestFinished(() => server.close());
  const camera = cameraAt(`http://127.0.0.1:${server.port}`);
  await camera.putConnected(true);
  return camera;
}

/** A server that answers as a test wishes. */
async function answering(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test.each([
  ['16 bits', Uint16Array],
  ['floating point', Float32Array],
  ['doubles', Float64Array],
])('an image of %s arrives as 16 bits, in memory that threads share, and its progress is told', async (_, Kind) => {
  const [width, height] = [300, 200];
  const sky = new Kind(width * height).map((_, i) => (i * 7) % 65_536);
  const camera = await cameraOf(sky, width);
  await camera.startExposure(1, true);
  const progress: [number, number | undefined][] = [];
  const onProgress = (...told: [number, number | undefined]) => void progress.push(told);
  const { data, ...image } = await camera.imageArray({ narrow: true, onProgress });
  expect(image).toMatchObject({ width, height, planes: 1 });
  expect(data).toBeInstanceOf(Uint16Array);
  expect(data.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(data).toEqual(Uint16Array.from(sky));
  const [bytes, total] = progress.at(-1) ?? [];
  expect(bytes).toBe(total);
  expect(bytes).toBeGreaterThan(2 * width * height);
});

test('what 16 bits cannot hold stays as it is, and so does what nobody wants narrow', async () => {
  const fractions = Float32Array.of(0.5, 1, 2, 3);
  expect((await (await cameraOf(fractions, 2)).imageArray({ narrow: true })).data).toEqual(fractions);
  const whole = Float32Array.of(1, 2, 3, 4);
  expect((await (await cameraOf(whole, 2)).imageArray()).data).toEqual(whole);
});

test('an image as JSON arrives too', async () => {
  const url = await answering((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end('{"Type":2,"Rank":2,"Value":[[1,2],[3,4],[5,6]],"ErrorNumber":0,"ErrorMessage":""}');
  });
  const { width, data } = await cameraAt(url).imageArray({ narrow: true });
  expect([width, data]).toEqual([3, Uint16Array.of(1, 3, 5, 2, 4, 6)]);
});

test("a refusal is the camera's own, with its number", async () => {
  const camera = await cameraOf(new Uint16Array(0), 1);
  await expect(camera.imageArray()).rejects.toMatchObject({
    tag: 'DeviceError',
    code: 0x40b,
    message: expect.stringContaining('There is no image yet'),
  });
});

test('what does not listen, breaks off or makes no sense is told as ever', async () => {
  await expect(cameraAt('http://127.0.0.1:1').imageArray()).rejects.toMatchObject({
    tag: 'TransportError',
    message: expect.stringContaining('nobody listens there'),
    cause: { code: 'ECONNREFUSED' },
  });
  const broken = await answering((_, response) => {
    response.setHeader('content-type', 'application/imagebytes');
    response.setHeader('content-length', 1000);
    response.write(new Uint8Array(100));
    setImmediate(() => response.destroy());
  });
  await expect(cameraAt(broken).imageArray()).rejects.toMatchObject({ tag: 'TransportError' });
});

test.each(['given up', 'too late'])('a download that is %s ends, and its connection with it', async (why) => {
  let asked: () => void = () => undefined;
  const isAsked = new Promise<void>((resolve) => {
    asked = resolve;
  });
  let over: () => void = () => undefined;
  const isOver = new Promise<void>((resolve) => {
    over = resolve;
  });
  const url = await answering((request, response) => {
    request.socket.on('close', over);
    response.setHeader('content-type', 'application/imagebytes');
    response.setHeader('content-length', 1000);
    response.write(new Uint8Array(10));
    asked();
  });
  // Its time comes when the camera has begun to answer.
  const clock: Clock = { ...systemClock, sleep: () => (why === 'too late' ? isAsked : new Promise(() => undefined)) };
  const enough = new AbortController();
  const timed = arrivals({ clock });
  onTestFinished(timed.close);
  const image = cameraAt(url, timed).imageArray({ signal: enough.signal });
  if (why === 'given up') void isAsked.then(() => enough.abort(new AbortedError('the user has seen enough')));
  await expect(image).rejects.toMatchObject({ tag: why === 'too late' ? 'TimeoutError' : 'AbortedError' });
  await isOver;
});
