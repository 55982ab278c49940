import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { median, type Pixels, seededRandom, systemClock, systemInstant } from '@uraniborg/core';
import type { Exposed } from '@uraniborg/devices';
import { statisticsOf } from '@uraniborg/imaging';
import { starField } from '../../imaging/src/testing/starField.ts';
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
  /** Of a frame, from the moment it was handed over. */
  readonly times: FrameTimes;
  /** All of the first one, milliseconds. */
  readonly firstMs: number;
  /** The same bytes copied once in shared memory, and copied into new memory, which the system has to give first. */
  readonly copyMs: number;
  readonly newCopyMs: number;
}

/** Milliseconds from the frame handed over until ... */
export interface FrameTimes {
  /** ... its file is on the disk, by name. Its statistics stand in it. */
  readonly filed: number;
  /** ... its stars are known. */
  readonly stars: number;
  /** ... its preview is made. */
  readonly preview: number;
  /** ... all of that. */
  readonly all: number;
  /** ... trails, tilt and transparency are known too. */
  readonly measured: number;
}

const RESOLUTION_MS = 2;

/** What frames of a camera cost the event loop of the server, and how long they take; without devices and network. */
export async function benchEventLoop({ across = 4, rounds = 5 } = {}): Promise<EventLoopBench> {
  const folder = mkdtempSync(join(tmpdir(), 'uraniborg-bench-'));
  const workers = pixelWorkers();
  const clock = systemClock;
  const signal = new AbortController().signal;
  const pixels = repeatedSky(across);
  const { width, height } = pixels;
  let onTaken: (id: string) => void = () => undefined;
  const keeper = frameKeeper({
    folder,
    rig: () => ({}),
    workers,
    software: 'bench',
    onTaken: (id) => onTaken(id),
    onFrame: () => undefined,
  });
  const source = frameSource({ keeper, library: { path: () => undefined }, workers });
  const one = async (round: number): Promise<FrameTimes> => {
    const begin = performance.now();
    const since = () => performance.now() - begin;
    let stars = 0;
    let preview: Promise<number> = Promise.resolve(0);
    let measured: Promise<number> = Promise.resolve(0);
    onTaken = (id) => {
      const frame = keeper.frame(id);
      if (!frame) return;
      preview = Promise.resolve(source.preview(id, 'large')).then(since);
      // The closer look is what comes when the stars are known.
      const run: typeof workers.run = (name, ...input) => {
        if (name === 'closerLook') stars = since();
        return workers.run(name, ...input);
      };
      measured = measureFrame(frame, run).then(since);
    };
    const filed = await keeper.sink(exposed(pixels, round), context, { clock, signal }).then(since);
    const [previewed, whole] = await Promise.all([preview, measured]);
    return { filed, stars, preview: previewed, all: Math.max(filed, stars, previewed), measured: whole };
  };
  try {
    const taken: FrameTimes[] = [];
    const frames = async (count: number) => {
      for (let round = 0; round < count; round++) {
        taken.push(await one(taken.length));
        await rm(folder, { recursive: true });
      }
    };
    // As `uraniborg start` does.
    await workers.runOnEach('warmUp');
    await frames(3);
    const firstMs = taken[0]?.all ?? Number.NaN;
    taken.length = 0;
    const idle = await worst(() => setTimeout(500));
    const worked = await worst(() => frames(rounds));
    const blocked = await worst(async () => {
      statisticsOf(pixels);
      await setTimeout(0);
    });
    const middle = (of: keyof FrameTimes) => median(taken.map((each) => each[of]));
    return {
      megapixels: (width * height) / 1e6,
      idle,
      worked,
      blocked,
      firstMs,
      times: {
        filed: middle('filed'),
        stars: middle('stars'),
        preview: middle('preview'),
        all: middle('all'),
        measured: middle('measured'),
      },
      ...copies(pixels.data),
    };
  } finally {
    await workers.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const context = {
  frameType: 'light',
  camera: 'camera',
  object: 'bench',
  keep: true,
  ordinal: undefined,
  requestedSeconds: 1,
  cameraName: 'bench',
  filter: undefined,
  focuser: undefined,
  mount: undefined,
  site: undefined,
} as const;

function copies(data: Uint16Array): { copyMs: number; newCopyMs: number } {
  const used = new Uint16Array(new SharedArrayBuffer(data.byteLength));
  const timed = (work: () => void) =>
    median(
      Array.from({ length: 5 }, () => {
        const begin = performance.now();
        work();
        return performance.now() - begin;
      }),
    );
  return {
    copyMs: timed(() => used.set(data)),
    newCopyMs: timed(() => new Uint16Array(new SharedArrayBuffer(data.byteLength)).set(data)),
  };
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

/** A megapixel of sky with 125 stars, again and again: `across` times both ways. */
function repeatedSky(across: number): Pixels<Uint16Array> {
  const size = { width: 1164, height: 880 };
  const random = seededRandom(1);
  const stars = Array.from({ length: 125 }, () => ({
    x: size.width * random.uniform(),
    y: size.height * random.uniform(),
    flux: 750 * 375 ** random.uniform(),
  }));
  const sky = starField({ ...size, stars, hfd: 3 }).data;
  const [width, height] = [size.width * across, size.height * across];
  // As the adapters hand it over.
  const data = new Uint16Array(new SharedArrayBuffer(2 * width * height));
  for (let y = 0; y < height; y++) {
    const from = (y % size.height) * size.width;
    for (let x = 0; x < width; x += size.width) data.set(sky.subarray(from, from + size.width), y * width + x);
  }
  return { width, height, planes: 1, data };
}

if (import.meta.main) console.log(await benchEventLoop());
