import { createAlpacaHandler, type ServerRequest, serveAlpaca } from '@uraniborg/alpaca';
import { createSimulatedObservatory } from '@uraniborg/simulators';
import { expect, onTestFinished, test, vi } from 'vitest';
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

test('what watches sees the simulated camera inside the program, which sends its images to this thread', async () => {
  const server = await runningServer();
  await server.command('equipment.connect', { role: 'camera' });
  called.length = 0;
  await server.over((await server.command('capture.series', { ...settings, count: 1 })).activity);
  expect(new Set(called)).toEqual(new Set(['imageArrival', 'narrowPixels']));
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
