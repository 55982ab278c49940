import { deflateSync } from 'node:zlib';
import { alpacaClient, createAlpacaHandler, type ServerRequest, serveAlpaca } from '@uraniborg/alpaca';
import { MessageReader, PropertyServer, serveTcp } from '@uraniborg/indi';
import { createSimulatedObservatory, offerOverIndi } from '@uraniborg/simulators';
import { expect, onTestFinished, test, vi } from 'vitest';
import { imageArrival } from '../../../alpaca/src/imageBytes/arrival.ts';
import { inflateBlob } from '../../../indi/src/inflateBlob.ts';
import { SERVER } from '../rig/simulatedRig.ts';
import { builtInStars } from '../sky/skyData.ts';
import { runningServer } from '../testing/runningServer.ts';

/** What was called on this thread of what takes the bytes of images as they arrive. */
const { called, watched } = vi.hoisted(() => {
  const called: string[] = [];
  const watched = (name: string) => async (original: () => Promise<Record<string, unknown>>) => {
    const real = await original();
    const spy = new Proxy(real[name] as () => unknown, {
      apply(target, self, input) {
        called.push(name);
        return Reflect.apply(target, self, input);
      },
      construct(target, input) {
        called.push(name);
        return Reflect.construct(target, input) as object;
      },
    });
    return { ...real, [name]: spy };
  };
  return { called, watched };
});
vi.mock('../../../alpaca/src/imageBytes/arrival.ts', (original) => watched('imageArrival')(original as never));
vi.mock('../../../alpaca/src/imageJson/decode.ts', (original) => watched('decodeImageJson')(original as never));
vi.mock('../../../indi/src/base64Decoder.ts', (original) => watched('Base64Decoder')(original as never));
vi.mock('../../../indi/src/inflateBlob.ts', (original) => watched('inflateBlob')(original as never));
vi.mock('../../../core/src/narrowPixels.ts', (original) => watched('narrowPixels')(original as never));

const settings = {
  frameType: 'dark',
  seconds: 1,
  bin: 1,
  gain: null,
  offset: null,
  filter: null,
  object: '',
} as const;

/** A server with one camera, from which it takes a frame. */
async function frameFrom(address: (clock: Awaited<ReturnType<typeof runningServer>>['clock']) => Promise<string>) {
  const server = await runningServer();
  await server.command('equipment.assign', { role: 'camera', address: await address(server.clock) });
  await server.command('equipment.connect', { role: 'camera' });
  called.length = 0;
  await server.over((await server.command('capture.series', { ...settings, count: 1 })).activity);
  const { frames } = await server.until(({ frames }) => frames.length === 1 && frames.every(({ quality }) => quality));
  return frames[0];
}

test('what watches sees images that arrive on this thread', async () => {
  const { imageArray } = alpacaClient('camera', 0, {
    transport: async () => ({
      status: 200,
      contentType: 'application/json',
      body: new TextEncoder().encode('{"Type":2,"Rank":2,"Value":[[1],[3]],"ErrorNumber":0}'),
    }),
  });
  await imageArray({ narrow: true });
  await expect(imageArrival(44).inSteps).toThrow(/broke off/);
  const reader = new MessageReader({ message: () => undefined });
  reader.push(Buffer.from('<setBLOBVector><oneBLOB len="3">QUJD</oneBLOB></setBLOBVector>'));
  await inflateBlob(deflateSync('a'), 1);
  expect(called.splice(0)).toEqual(['decodeImageJson', 'narrowPixels', 'imageArrival', 'Base64Decoder', 'inflateBlob']);
});

test.each([
  ['ImageBytes', (request: ServerRequest) => request],
  ['JSON', (request: ServerRequest) => ({ ...request, headers: {} })],
])('an image of an Alpaca camera on the network arrives as %s without the thread that answers', async (_, asSent) => {
  const frame = await frameFrom(async (clock) => {
    const { devices } = createSimulatedObservatory({ clock, seed: 1, stars: builtInStars() });
    const handler = createAlpacaHandler({ server: SERVER, devices, clock });
    const { port, close } = await serveAlpaca((request) => handler(asSent(request)), { host: '127.0.0.1', port: 0 });
    onTestFinished(close);
    return `alpaca://127.0.0.1:${port}/camera/0`;
  });
  expect(frame?.statistics.max).toBeGreaterThan(0);
  expect(called).toEqual([]);
});

/** A driver that packs its frames although nobody has asked for it. */
class PackingServer extends PropertyServer {
  override async sendBlob(...[device, name, element, blob]: Parameters<PropertyServer['sendBlob']>): Promise<void> {
    const { format, bytes } = blob;
    await super.sendBlob(device, name, element, {
      format: `${format}.z`,
      bytes: deflateSync(bytes, { level: 1 }),
      size: bytes.length,
    });
  }
}

test.each([
  ['as it is', PropertyServer],
  ['packed by zlib', PackingServer],
])('an image of an INDI camera arrives %s without the thread that answers', async (_, Server) => {
  const frame = await frameFrom(async (clock) => {
    const driver = new Server({ clock });
    offerOverIndi(driver, createSimulatedObservatory({ clock, seed: 1, stars: builtInStars() }));
    const { port, close } = await serveTcp(driver, { port: 0 });
    onTestFinished(close);
    return `indi://127.0.0.1:${port}/Simulated%20camera`;
  });
  expect(frame?.statistics.max).toBeGreaterThan(0);
  expect(called).toEqual([]);
});
