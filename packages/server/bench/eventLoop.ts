import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { median, type Pixels, systemClock, systemInstant } from '@uraniborg/core';
import type { Exposed } from '@uraniborg/devices';
import { statisticsOf } from '@uraniborg/imaging';
import { frameKeeper } from '../src/frames/frameKeeper.ts';
import { frameSource } from '../src/frames/frameSource.ts';
import { measureFrame } from '../src/frames/measureFrame.ts';
import { pixelWorkers } from '../src/workers/pixelWorkers.ts';
import { fetchedSky } from './fetchedSky.ts';
import { type Hold, longestHold } from './longestHold.ts';
import { repeatedSky } from './repeatedSky.ts';

export interface EventLoopBench {
  readonly megapixels: number;
  /** How long the event loop stood still at worst while nothing was done. */
  readonly idle: Hold;
  /** While frames were taken over, filed, measured and made into previews. */
  readonly worked: Hold;
  /** While the statistics of one frame were computed where everybody else waits: what it was like without workers. */
  readonly blocked: Hold;
  /** Of a frame, from the moment when the camera says that its image is ready. */
  readonly times: FrameTimes;
  /** All of the first one, milliseconds. */
  readonly firstMs: number;
  /** The same of those after it that do not count yet, median: what is compiled and what memory is there still changes. */
  readonly earlyMs: number;
  /** The same bytes copied once in shared memory, and copied into new memory, which the system has to give first. */
  readonly copyMs: number;
  readonly newCopyMs: number;
}

/** Milliseconds from the image ready in memory, or in the camera where it is fetched, until ... */
export interface FrameTimes {
  /** ... its pixels are in memory. */
  readonly fetched: number;
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

/**
 * What frames of a camera cost the event loop of the server, and how long they take.
 * @param early so many come before those that are told of
 * @param fetched from an Alpaca camera in a process of its own, over loopback; else they are in memory already
 */
export async function benchEventLoop({
  across = 4,
  rounds = 5,
  early = 3,
  fetched = false,
} = {}): Promise<EventLoopBench> {
  const folder = mkdtempSync(join(tmpdir(), 'uraniborg-bench-'));
  const workers = pixelWorkers();
  const clock = systemClock;
  const signal = new AbortController().signal;
  const camera = fetched ? await fetchedSky(across) : undefined;
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
    await camera?.expose();
    const begin = performance.now();
    const since = () => performance.now() - begin;
    const taken = camera ? await camera.fetch() : pixels;
    const fetched = since();
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
    const filed = await keeper.sink(exposed(taken, round), context, { clock, signal }).then(since);
    const [previewed, whole] = await Promise.all([preview, measured]);
    return { fetched, filed, stars, preview: previewed, all: Math.max(filed, stars, previewed), measured: whole };
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
    await frames(early);
    const [firstMs = Number.NaN, ...next] = taken.map(({ all }) => all);
    taken.length = 0;
    const idle = await longestHold(() => setTimeout(500));
    const worked = await longestHold(() => frames(rounds));
    const blocked = await longestHold(async () => {
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
      earlyMs: median(next),
      times: {
        fetched: middle('fetched'),
        filed: middle('filed'),
        stars: middle('stars'),
        preview: middle('preview'),
        all: middle('all'),
        measured: middle('measured'),
      },
      ...copies(pixels.data),
    };
  } finally {
    await camera?.close();
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

if (import.meta.main)
  console.log(await benchEventLoop({ rounds: 11, early: 15, fetched: process.argv.includes('fetched') }));
