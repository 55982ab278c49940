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

const [gets, frames] = [1500, 15];
type Measured = 'ours' | 'socket' | 'ahead' | 'turning' | 'plain' | 'atOnce';
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
  const ahead = alpacaClient('camera', 1, { transport });
  const atOnce = alpacaClient('camera', 0, { transport });
  const focuser = alpacaClient('focuser', 0, { transport });
  for (const device of [ahead, atOnce, focuser]) await device.putConnected(true);
  // An exposure before each frame; what is measured begins when the camera has said that the image is there.
  const exposed = async (camera: typeof ahead, measured: () => Promise<unknown>) => {
    await camera.startExposure(0, true);
    while (!(await camera.imageReady())) await systemClock.sleep(1);
    return timed(measured);
  };
  const sent = (camera: number) =>
    readSocket(alpaca, `/api/v1/camera/${camera}/imagearray?ClientID=1`, 'Accept: application/imagebytes\r\n');
  const times = { ours: [], socket: [], ahead: [], turning: [], atOnce: [], plain: [] } as Record<Measured, number[]>;
  for (let i = 0; i <= frames; i++) {
    const turn: Record<Measured, number> = {
      ours: await exposed(ahead, () => ahead.imageArray()),
      socket: await timed(() => readSocket(raw, '/', '')),
      ahead: await exposed(ahead, () => sent(1)),
      turning: Number(await ahead.action('turnedAheadMs', '')),
      plain: await timed(() => readSocket(raw, '/', '')),
      atOnce: await exposed(atOnce, () => sent(0)),
    };
    // The first turn warms both sides up.
    if (i > 0) for (const name of Object.keys(turn) as Measured[]) times[name].push(turn[name]);
  }
  const ours = median(times.ours);
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
      : faster(work, ours, 'Alpyca, and numpy to rows', alpyca.rows, 5),
    // No goal: it does half the work.
    ...('missing' in alpyca
      ? []
      : [
          {
            ...faster(work, ours, 'Alpyca alone, which leaves columns', alpyca.image, 1),
            goal: '',
            met: undefined,
          },
        ]),
    faster(work, ours, 'a raw socket reading as many bytes', median(times.socket), 0.4),
    faster(
      `the server: a frame of 16 Mpx sent, turned before ImageReady (${median(times.turning).toFixed(0)} ms)`,
      median(times.ahead),
      'a plain HTTP server sending as many bytes',
      median(times.plain),
      0.8,
    ),
    // No goal: what a driver that does not turn ahead gets.
    {
      ...faster(
        'the server: the same, turned while it is sent',
        median(times.atOnce),
        'the same',
        median(times.plain),
        1,
      ),
      goal: '',
      met: undefined,
    },
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
