import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FrameSummary } from '@uraniborg/api';
import { median, type Pixels, systemClock } from '@uraniborg/core';
import { card, encodeFits, type Frame } from '@uraniborg/formats';
import { ditheredField } from '../../imaging/bench/ditheredField.ts';
import { frameSource } from '../src/frames/frameSource.ts';
import { liveStack } from '../src/liveStack/liveStack.ts';
import { stateStore } from '../src/observatory/stateStore.ts';
import { sampleState } from '../src/testing/sampleState.ts';
import { pixelWorkers } from '../src/workers/pixelWorkers.ts';

export interface LiveStackBench {
  readonly megapixels: number;
  /** Milliseconds from a frame in memory until the picture of the stack with it is ready for the page; medians. */
  readonly earlyMs: number;
  /** The same after many frames. */
  readonly lateMs: number;
  readonly frames: number;
  /** Until the stack has it; the rest is the picture. */
  readonly stackedMs: number;
  /** The bytes of one frame copied in memory. */
  readonly copyMs: number;
}

/** What lies between two frames of a camera, at least. */
const PAUSE_MS = 500;

/**
 * One more frame of 16 Mpx onto a live stack: dark, flat, bad pixels, gate, registration, rejection and picture; of a
 * mosaic its colours too.
 */
export async function benchLiveStack({
  width = 4656,
  height = 3520,
  frames = 24,
  mosaic = false,
} = {}): Promise<LiveStackBench> {
  const folder = mkdtempSync(join(tmpdir(), 'uraniborg-bench-'));
  const workers = pixelWorkers();
  try {
    const masters = join(folder, 'masters');
    mkdirSync(masters);
    const level = (value: number) => new Float32Array(width * height).fill(value).map((v, i) => v + (i % 7) / 10);
    const dark = level(20);
    for (let i = 999; i < dark.length; i += 10_007) dark[i] = 4000;
    const master = (name: string, data: Float32Array, type: string) =>
      writeFileSync(
        join(masters, name),
        encodeFits({ pixels: { width, height, planes: 1, data }, header: [card('IMAGETYP', type)] }),
      );
    master('dark.fits', dark, 'Master Dark');
    master('flat.fits', level(30_000), 'Master Flat');
    const store = stateStore(sampleState);
    const stacking = liveStack({
      workers,
      store,
      clock: systemClock,
      log: (kind, text) => {
        if (kind !== 'info') console.error(text);
      },
      folder,
      utcOffsetMinutes: () => 0,
      software: 'bench',
      masters,
    });
    // As a server does it when its first page has been seen.
    await workers.runOnEach('warmUp');
    stacking.set({ saveEvery: 0 });
    await stacking.start();
    const source = frameSource({
      keeper: { frame: stacking.frame, fits: () => Promise.resolve(undefined) },
      library: { path: () => undefined },
      workers,
    });
    const field = ditheredField(width, height, 2000);
    // A few frames again and again: the stack does not know.
    const taken: Frame[] = Array.from({ length: 6 }, (_, i) => ({
      pixels: mosaic ? throughMosaic(field.frame(i)) : field.frame(i),
      header: [card('EXPTIME', 60), card('IMAGETYP', 'LIGHT'), ...(mosaic ? [card('BAYERPAT', 'RGGB')] : [])],
    }));
    const times: { stacked: number; shown: number }[] = [];
    for (let index = 0; index < frames; index++) {
      await systemClock.sleep(PAUSE_MS);
      const begin = performance.now();
      stacking.add(taken[index % taken.length] as Frame, { ...summary, id: String(index), width, height });
      await stacking.idle();
      const stacked = performance.now() - begin;
      const { frame } = store.state.liveStack;
      if (!frame || store.state.liveStack.accepted !== index + 1) throw new Error('a frame was not stacked');
      await source.preview(frame.id, 'large');
      times.push({ stacked, shown: performance.now() - begin });
    }
    const middle = (of: readonly { shown: number }[]) => median(of.map(({ shown }) => shown));
    // The first of all reads the masters and is the reference.
    return {
      megapixels: (width * height) / 1e6,
      earlyMs: middle(times.slice(3, 9)),
      lateMs: middle(times.slice(-6)),
      frames,
      stackedMs: median(times.slice(3).map(({ stacked }) => stacked)),
      copyMs: copied(taken[0] as Frame),
    };
  } finally {
    await workers.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const summary: Omit<FrameSummary, 'id' | 'width' | 'height'> = {
  fileName: null,
  saveError: null,
  frameType: 'light',
  startedAt: 1e12,
  seconds: 60,
  planes: 1,
  bin: 1,
  gain: null,
  temperature: null,
  filter: null,
  object: 'bench',
  quality: null,
  ra: null,
  dec: null,
  statistics: { min: 0, max: 0, median: 0, mad: 0, mean: 0 },
  verdict: null,
};

/** What of the light a pixel of each colour sees, of a pattern that begins with red. */
const SEES = [
  [0.7, 1],
  [1, 0.8],
];

function throughMosaic({ width, height, planes, data }: Pixels<Uint16Array>): Pixels<Uint16Array> {
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      data[i] = Math.round((data[i] ?? 0) * (SEES[y % 2]?.[x % 2] ?? 1));
    }
  return { width, height, planes, data };
}

function copied({ pixels: { data } }: Frame): number {
  const other = data.slice();
  const begin = performance.now();
  for (let i = 0; i < 5; i++) other.set(data as typeof other);
  return (performance.now() - begin) / 5;
}

if (import.meta.main) console.log(await benchLiveStack({ mosaic: process.argv.includes('mosaic') }));
