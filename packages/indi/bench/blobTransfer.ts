import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { median, systemClock } from '@uraniborg/core';
import { type Connect, IndiClient, tcp } from '../src/index.ts';
import { type RunningIndiServer, startIndiServer, whyNoIndiServer } from '../src/testing/index.ts';

const device = 'CCD Simulator';
const ROUNDS = 3;
const FRAMES = 3;
const PYTHON = '/usr/bin/python3';
const waiting = { clock: systemClock, signal: new AbortController().signal };

/**
 * Milliseconds from the first byte of a 16-Mpx BLOB on the socket to its pixels, median of each way; or what is missing.
 *
 * @param pixelsOf reads the FITS file that came, tells how many pixels it has
 */
export async function benchBlobTransfer(
  pixelsOf: (file: Uint8Array) => number,
): Promise<{ oursMs: number; pythonMs: number } | { missing: string }> {
  const missing = whyNoIndiServer() ?? (existsSync(PYTHON) ? undefined : `no ${PYTHON}`);
  if (missing) return { missing };
  const server = await startIndiServer({ drivers: ['indi_simulator_ccd'] });
  const client = new IndiClient({ connect: tcp(server), clock: systemClock });
  try {
    await client.open(waiting);
    const within = { ...waiting, timeoutMs: 30_000 };
    await client.defined(device, 'SIMULATOR_SETTINGS', within);
    await client.change(device, 'SIMULATOR_SETTINGS', { SIM_XRES: 4656, SIM_YRES: 3520 }, waiting);
    await client.change(device, 'CONNECTION', { CONNECT: true }, waiting);
    await client.defined(device, 'CCD_EXPOSURE', within);
    const expose = async () => {
      await client.change(device, 'CCD_EXPOSURE', { CCD_EXPOSURE_VALUE: 0.01 }, waiting);
    };
    const ours: number[] = [];
    const python: number[] = [];
    // In turns, so that whatever else the machine does meets both.
    for (let round = 0; round < ROUNDS; round++) {
      const [here, there] = [await receiveHere(server, expose, pixelsOf), await receiveInPython(server, expose)];
      if (here.pixels !== there.pixels) throw new Error(`${here.pixels} pixels here, ${there.pixels} in Python`);
      ours.push(...here.ms);
      python.push(...there.ms);
    }
    return { oursMs: median(ours), pythonMs: median(python) };
  } finally {
    client.close();
    await server.stop();
  }
}

async function receiveHere(
  server: RunningIndiServer,
  expose: () => Promise<void>,
  pixelsOf: (file: Uint8Array) => number,
): Promise<{ ms: number[]; pixels: number }> {
  let first: number | undefined;
  let links = 0;
  const connect: Connect = async (w) => {
    const stream = await tcp(server)(w);
    // The first connection is the one of the commands.
    if (links++ === 0) return stream;
    return {
      ...stream,
      listen: ({ data, end }) =>
        stream.listen({
          data(chunk) {
            first ??= performance.now();
            data(chunk);
          },
          end,
        }),
    };
  };
  const client = new IndiClient({ connect, clock: systemClock });
  await client.open(waiting);
  const blobs = await client.receiveBlobs(device, 'CCD1', waiting);
  const ms: number[] = [];
  let pixels = 0;
  for (let i = 0; i < FRAMES; i++) {
    const coming = blobs.next({ ...waiting, timeoutMs: 60_000, what: 'the frame' });
    await quiet();
    first = undefined;
    const timed = coming.then((blob) => {
      pixels = pixelsOf(blob.bytes);
      ms.push(performance.now() - (first ?? Number.NaN));
    });
    await Promise.all([timed, expose()]);
  }
  client.close();
  return { ms, pixels };
}

async function receiveInPython(
  server: RunningIndiServer,
  expose: () => Promise<void>,
): Promise<{ ms: number[]; pixels: number }> {
  const program = fileURLToPath(new URL('./blobReceiver.py', import.meta.url));
  const child: ChildProcess = spawn(PYTHON, [program, String(server.port), device, 'CCD1', String(FRAMES)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (!child.stdout) throw new Error('no output');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async () => String((await lines.next()).value);
  if ((await line()) !== 'ready') throw new Error('the Python receiver does not start');
  const ms: number[] = [];
  let pixels = 0;
  for (let i = 0; i < FRAMES; i++) {
    await quiet();
    const [text] = await Promise.all([line(), expose()]);
    const [time, count] = text.split(' ').map(Number);
    ms.push(time ?? Number.NaN);
    pixels = count ?? 0;
  }
  return { ms, pixels };
}

/** Lets what the last frame left behind settle. */
const quiet = () => systemClock.sleep(200);
