import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';

/** A line to a port of this machine that carries so many bits a second towards the browser, over all connections. */
export async function slowLine(port: number, bitsPerSecond: number): Promise<{ port: number; close(): void }> {
  const bytesPerMs = bitsPerSecond / 8000;
  const open = new Set<Socket>();
  /** When the line is free again. */
  let free = performance.now();
  const server = createServer((browser) => {
    const observatory = connect(port, '127.0.0.1');
    for (const socket of [browser, observatory]) {
      open.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        open.delete(socket);
        browser.destroy();
        observatory.destroy();
      });
    }
    browser.pipe(observatory);
    observatory.on('data', async (part: Buffer) => {
      observatory.pause();
      // In packets: what is long does not keep the others waiting until it is through.
      for (let at = 0; at < part.length; at += 1500) {
        const packet = part.subarray(at, at + 1500);
        free = Math.max(free, performance.now()) + packet.length / bytesPerMs;
        const wait = free - performance.now();
        if (wait > 4) await setTimeout(wait);
        if (!browser.destroyed) browser.write(packet);
      }
      observatory.resume();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('No free port');
  return {
    port: at.port,
    close() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
