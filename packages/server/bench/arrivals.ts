import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { alpacaClient, httpTransport } from '@uraniborg/alpaca';
import { type Pixels, systemClock } from '@uraniborg/core';
import { IndiClient, tcp } from '@uraniborg/indi';
import { arrivals } from '../src/arrivals/arrivals.ts';
import { simulatedRig } from '../src/rig/simulatedRig.ts';
import { pixelWorkers } from '../src/workers/pixelWorkers.ts';
import { type Hold, longestHold } from './longestHold.ts';
import { alpacaWays, indiWays } from './ways.ts';

export interface Arrival extends Hold {
  readonly way: string;
  readonly megapixels: number;
  /** From asking for the image until its pixels are in shared memory; the other process makes it in that time too. */
  readonly ms: number;
}

/**
 * How long images hold the thread that answers everybody at worst while they arrive, in every way that cameras have, until
 * their pixels are in memory that the workers share. Over loopback, from a process of its own.
 * @param only ways whose name holds this. Default: all
 */
export async function benchArrivals({ width = 4656, height = 3520, rounds = 3, only = '' } = {}): Promise<Arrival[]> {
  const server = spawn(
    process.execPath,
    [fileURLToPath(new URL('arrivalsServer.ts', import.meta.url)), String(width), String(height)],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const workers = pixelWorkers();
  const arriving = arrivals({ clock: systemClock });
  const waiting = { clock: systemClock, signal: new AbortController().signal };
  const measured: Arrival[] = [];
  const measure = async (
    way: string,
    fetched: () => Promise<Pixels>,
    { size = { width, height }, before = async () => {} } = {},
  ) => {
    if (!way.includes(only)) return;
    const times: number[] = [];
    const one = async () => {
      await before();
      const begin = performance.now();
      const pixels = await fetched();
      times.push(performance.now() - begin);
      if (pixels.width !== size.width || pixels.data[0] === undefined) throw new Error(`${way}: another image came`);
      if (!(pixels.data.buffer instanceof SharedArrayBuffer)) throw new Error(`${way}: it would have to be copied`);
    };
    // The first compiles what the others need.
    await one();
    const hold = await longestHold(async () => {
      for (let round = 0; round < rounds; round++) await one();
    });
    measured.push({ way, megapixels: (size.width * size.height) / 1e6, ms: Math.min(...times), ...hold });
  };
  try {
    const [line] = (await once(createInterface(server.stdout), 'line')) as [string];
    const ports = JSON.parse(line) as { alpaca: number; indi: number };
    await workers.runOnEach('warmUp');
    const url = `http://127.0.0.1:${ports.alpaca}`;
    const transport = httpTransport(url);
    for (const [number, way] of alpacaWays.entries()) {
      const camera = alpacaClient('camera', number, { transport, images: arriving.imagesOf({ url }) });
      await measure(`Alpaca: ${way}`, () => camera.imageArray({ shared: true, narrow: true }));
    }
    transport.close();
    const place = { host: '127.0.0.1', port: ports.indi };
    const client = new IndiClient({ connect: tcp(place), blobs: arriving.blobsOf(place), clock: systemClock });
    await client.open(waiting);
    const blobs = await client.receiveBlobs('Sky', 'CCD1', waiting);
    await client.waitFor(() => client.vector('Sky', 'SEND'), { ...waiting, timeoutMs: 5000, what: 'the server' });
    for (const [number, way] of indiWays.entries())
      await measure(`INDI: ${way}`, async () => {
        const coming = blobs.next({ ...waiting, timeoutMs: 60_000, what: way });
        await client.change('Sky', 'SEND', { WAY: number }, { ...waiting, timeoutMs: 60_000 });
        const { bytes } = await coming;
        return (await workers.run('decode', bytes)).pixels;
      });
    blobs.close();
    client.close();
    await inside(measure);
    return measured;
  } finally {
    await Promise.all([arriving.close(), workers.close()]);
    server.stdin.end();
  }
}

/** The camera of the demonstration: the only one whose sky is drawn by this program too. */
async function inside(
  measure: (
    way: string,
    fetched: () => Promise<Pixels>,
    more: { size: { width: number; height: number }; before: () => Promise<void> },
  ) => Promise<void>,
): Promise<void> {
  const site = { latitude: 28.3, longitude: -16.5, elevation: 2390 };
  const rig = simulatedRig({ clock: systemClock, seed: 1, site, easy: true });
  const camera = alpacaClient('camera', 0, { transport: rig.transport });
  await camera.putConnected(true);
  const size = { width: await camera.cameraXSize(), height: await camera.cameraYSize() };
  const before = async () => {
    await camera.startExposure(0.1, true);
    while (!(await camera.imageReady())) await systemClock.sleep(20);
  };
  await measure('Simulated camera', () => camera.imageArray({ shared: true, narrow: true }), { size, before });
}

if (import.meta.main) {
  const [width, height, only] = process.argv.slice(2);
  console.table(await benchArrivals({ ...(width && height && { width: +width, height: +height }), only }));
}
