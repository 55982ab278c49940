import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { type Pixels, seededRandom, systemClock, systemInstant } from '@uraniborg/core';
import type { Exposed } from '@uraniborg/devices';
import { statisticsOf } from '@uraniborg/imaging';
import { frameKeeper } from '../src/frames/frameKeeper.ts';
import { frameSource } from '../src/frames/frameSource.ts';
import { measureFrame } from '../src/frames/measureFrame.ts';
import { pixelWorkers } from '../src/workers/pixelWorkers.ts';

/** Milliseconds. */
export interface Blocked {
  readonly clockMs: number;
  readonly threadMs: number;
}

export interface EventLoopBench {
  readonly megapixels: number;
  /** How long the event loop stood still at worst while nothing was done. */
  readonly idle: Blocked;
  /** While frames were taken over, filed, measured and made into previews. */
  readonly worked: Blocked;
  /** While the statistics of one frame were computed where everybody else waits: what it was like without workers. */
  readonly blocked: Blocked;
  /** From the frame handed over until its file is on the disk. */
  readonly filedMs: number;
  /** From there until it was measured and its preview made. */
  readonly measuredMs: number;
}

const RESOLUTION_MS = 2;

/** What frames of a camera cost the event loop of the server, without the devices and the network. */
export async function benchEventLoop({ width = 4656, height = 3520, rounds = 5 } = {}): Promise<EventLoopBench> {
  const folder = mkdtempSync(join(tmpdir(), 'uraniborg-bench-'));
  const workers = pixelWorkers();
  const clock = systemClock;
  const signal = new AbortController().signal;
  const keeper = frameKeeper({ folder, rig: () => ({}), workers, software: 'bench', onFrame: () => undefined });
  const source = frameSource({ keeper, library: { path: () => undefined }, workers });
  const pixels = starlessSky(width, height);
  const context = {
    frameType: 'light',
    object: 'bench',
    keep: true,
    ordinal: undefined,
    requestedSeconds: 1,
    camera: 'camera',
    cameraName: 'bench',
    filter: undefined,
    focuser: undefined,
    mount: undefined,
    site: undefined,
  } as const;
  try {
    let [filed, measured] = [0, 0];
    const frames = async (count: number) => {
      for (let round = 0; round < count; round++) {
        const begin = performance.now();
        const { id } = await keeper.sink(exposed(pixels, round), context, { clock, signal });
        filed = performance.now() - begin;
        const frame = keeper.frame(id);
        if (frame) await Promise.all([measureFrame(frame, workers.run), source.preview(id, 'large')]);
        measured = performance.now() - begin - filed;
      }
    };
    // The workers are begun and everything is compiled: it is a long night.
    await frames(2);
    const idle = await worst(() => setTimeout(500));
    const worked = await worst(() => frames(rounds));
    const blocked = await worst(async () => {
      statisticsOf(pixels);
      await setTimeout(0);
    });
    return { megapixels: (width * height) / 1e6, idle, worked, blocked, filedMs: filed, measuredMs: measured };
  } finally {
    await workers.close();
    rmSync(folder, { recursive: true });
  }
}

/**
 * The longest that the loop stood still, twice: on the clock, where a busy machine counts as well, and in processor time
 * of this thread alone, between two looks a millisecond or so apart.
 */
async function worst(work: () => Promise<unknown>): Promise<Blocked> {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  let before = processorMs();
  let thread = 0;
  const look = setInterval(() => {
    const now = processorMs();
    thread = Math.max(thread, now - before);
    before = now;
  }, 1);
  await setTimeout(50);
  delay.reset();
  // After a reset the first look only begins to count.
  await setTimeout(50);
  thread = 0;
  await work();
  await setTimeout(50);
  clearInterval(look);
  delay.disable();
  return { clockMs: delay.max / 1e6 - RESOLUTION_MS, threadMs: thread };
}

function processorMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function exposed(pixels: Pixels, round: number): Exposed {
  const { width, height } = pixels;
  return {
    pixels,
    start: systemInstant(1e12 + round * 1000, 'start'),
    seconds: 1,
    bin: { x: 1, y: 1 },
    rectangle: { x: 0, y: 0, width, height },
    temperature: undefined,
    gain: undefined,
    offset: undefined,
    bayer: undefined,
  };
}

function starlessSky(width: number, height: number): Pixels {
  const random = seededRandom(1);
  const noise = Uint16Array.from({ length: 65_521 }, () => 500 + 20 * random.normal());
  const data = new Uint16Array(width * height);
  for (let i = 0; i < data.length; i++) data[i] = noise[i % noise.length] ?? 0;
  return { width, height, planes: 1, data };
}

if (import.meta.main) console.log(await benchEventLoop());
