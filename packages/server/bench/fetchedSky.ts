import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { alpacaClient, httpTransport } from '@uraniborg/alpaca';
import { type Pixels, systemClock } from '@uraniborg/core';
import { arrivals } from '../src/arrivals/arrivals.ts';

/** The camera of skyCamera.ts, and its images over loopback. */
export interface FetchedSky {
  /** Exposes, and settles when the camera says that its image is ready to be sent. */
  expose(): Promise<void>;
  /** Brings it as the server does: by Alpaca, in the thread of arrivals. */
  fetch(): Promise<Pixels>;
  close(): Promise<void>;
}

/** A short exposure: what is done while a camera exposes has its time, and the camera has its own to turn its pixels round. */
const EXPOSURE_SECONDS = 0.2;

export async function fetchedSky(across: number): Promise<FetchedSky> {
  const camera = spawn(process.execPath, [fileURLToPath(new URL('skyCamera.ts', import.meta.url)), String(across)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [port] = (await once(createInterface(camera.stdout), 'line')) as [string];
  const url = `http://127.0.0.1:${port}`;
  const transport = httpTransport(url);
  const arriving = arrivals({ clock: systemClock });
  const client = alpacaClient('camera', 0, { transport, images: arriving.imagesOf({ url }) });
  await client.putConnected(true);
  return {
    async expose() {
      await client.startExposure(EXPOSURE_SECONDS, true);
      while (!(await client.imageReady())) await systemClock.sleep(5);
    },
    fetch: async () => await client.imageArray({ shared: true, narrow: true }),
    async close() {
      transport.close();
      camera.stdin.end();
      await arriving.close();
    },
  };
}
