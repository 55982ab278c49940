/** Our Alpaca client and server against Alpyca, a plain HTTP server and a plain socket. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { alpacaClient, discoverAlpaca, httpTransport } from '@uraniborg/alpaca';
import { median, systemClock } from '@uraniborg/core';
import { type Figure, faster, missing } from './figure.ts';

const [gets, frames] = [1500, 7];
const signal = new AbortController().signal;
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

export async function benchAlpaca(): Promise<Figure[]> {
  const server = spawn(process.execPath, [here('alpacaServer.ts')], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const [line] = (await once(createInterface(server.stdout), 'line')) as [string];
    const ports = JSON.parse(line) as { alpaca: number; raw: number };
    return await measure(ports);
  } finally {
    server.stdin.end();
  }
}

async function measure({ alpaca, raw }: { alpaca: number; raw: number }): Promise<Figure[]> {
  const transport = httpTransport(`http://127.0.0.1:${alpaca}`);
  const camera = alpacaClient('camera', 1, { transport });
  const turning = alpacaClient('camera', 0, { transport });
  const focuser = alpacaClient('focuser', 0, { transport });
  await camera.putConnected(true);
  await turning.putConnected(true);
  await focuser.putConnected(true);
  const path = '/api/v1/camera/0/imagearray?ClientID=1&ClientTransactionID=1';
  const [ours, socket, served, plain]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let i = 0; i <= frames; i++) {
    const turn = [
      await timed(() => camera.imageArray()),
      await timed(() => readSocket(raw, '/', '')),
      await timed(() => readSocket(alpaca, path, 'Accept: application/imagebytes\r\n')),
      await timed(() => readSocket(raw, '/', '')),
    ] as const;
    // The first turn warms both sides up.
    if (i > 0) for (const [k, times] of [ours, socket, served, plain].entries()) times.push(turn[k] ?? Number.NaN);
  }
  // Both sides are warm before they are measured.
  for (let i = 0; i < gets; i++) await focuser.position();
  const small =
    (await timed(async () => {
      for (let i = 0; i < gets; i++) await focuser.position();
    })) / gets;
  const discovery = await timed(() => discoverAlpaca({ clock: systemClock, signal }));
  transport.close();

  const alpyca = await runAlpyca(alpaca);
  const work = 'ImageBytes of 4656x3520 uint16 to row-major pixels';
  return [
    'missing' in alpyca
      ? missing(work, alpyca.missing)
      : faster(work, median(ours), 'Alpyca, and numpy to rows', alpyca.rows, 5),
    // No goal: it does half the work.
    ...('missing' in alpyca
      ? []
      : [
          {
            ...faster(work, median(ours), 'Alpyca alone, which leaves columns', alpyca.image, 1),
            goal: '',
            met: undefined,
          },
        ]),
    faster(work, median(ours), 'a raw socket reading as many bytes', median(socket), 0.4),
    faster(
      'the server: a frame of 16 Mpx sent',
      median(served),
      'a plain HTTP server sending as many bytes',
      median(plain),
      0.8,
    ),
    'missing' in alpyca
      ? missing('small GETs, one after the other', alpyca.missing)
      : faster('a small GET', small, 'Alpyca', alpyca.get, 3),
    {
      work: 'discovery on all interfaces',
      reached: `${discovery.toFixed(0)} ms`,
      peer: 'missing' in alpyca ? alpyca.missing : `Alpyca ${(alpyca.discovery / 1000).toFixed(1)} s`,
      goal: '1000 ms',
      met: discovery < 1000,
    },
  ];
}

/** Reads an answer to its end, throwing the bytes away. */
async function readSocket(port: number, path: string, headers: string): Promise<void> {
  const socket = connect({
    host: '127.0.0.1',
    port,
    onread: { buffer: Buffer.allocUnsafe(1 << 22), callback: () => true },
  });
  socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${headers}Connection: close\r\n\r\n`);
  await once(socket, 'close');
}

async function runAlpyca(
  port: number,
): Promise<{ image: number; rows: number; get: number; discovery: number } | { missing: string }> {
  const copy = process.env.URANIBORG_ALPYCA;
  if (!copy) return { missing: 'Alpyca: set URANIBORG_ALPYCA to a folder with a copy' };
  const args = [here('alpyca_speed.py'), `127.0.0.1:${port}`, String(gets), String(frames), 'discovery'];
  const { stdout } = await promisify(execFile)('/usr/bin/python3', args, { env: { ...process.env, PYTHONPATH: copy } });
  const told = JSON.parse(stdout) as { gets: number; images: number[]; rows: number[]; discovery: number };
  return {
    image: 1000 * median(told.images),
    rows: 1000 * median(told.rows),
    get: 1000 * told.gets,
    discovery: 1000 * told.discovery,
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
