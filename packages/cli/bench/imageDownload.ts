import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { alpacaClient, httpTransport } from '@uraniborg/alpaca';
import { median, systemClock } from '@uraniborg/core';

const ROUNDS = 15;

/** Milliseconds from the camera's word that an image of 16 Mpx is there until its pixels are, over loopback by Alpaca. */
export async function benchImageDownload(): Promise<number> {
  const server = spawn(process.execPath, [fileURLToPath(new URL('alpacaServer.ts', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    const [line] = (await once(createInterface(server.stdout), 'line')) as [string];
    const transport = httpTransport(`http://127.0.0.1:${(JSON.parse(line) as { alpaca: number }).alpaca}`);
    const camera = alpacaClient('camera', 1, { transport });
    await camera.putConnected(true);
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      await camera.startExposure(0, true);
      while (!(await camera.imageReady())) await systemClock.sleep(1);
      const begin = performance.now();
      await camera.imageArray({ shared: true });
      times.push(performance.now() - begin);
    }
    transport.close();
    // The first turns warm both sides up.
    return median(times.slice(5));
  } finally {
    server.stdin.end();
  }
}
