/**
 * How soon a frame of 62 Mpx is seen, from the moment at which the camera hands it over, in headless Chromium: the
 * processor plays the graphics card there, so that times of drawing are an upper bound; the long tasks are the page's.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { AbortedError, InvalidInput, type Pixels, seededRandom, systemClock, systemInstant } from '@uraniborg/core';
import { pino } from 'pino';
import type { Page } from 'playwright-core';
import { desktop, imageSharp, launch, openPage, phone } from '../../web/test/chromium.ts';
import { frameKeeper } from '../src/frames/frameKeeper.ts';
import { frameSource } from '../src/frames/frameSource.ts';
import { app } from '../src/http/app.ts';
import { stateStore } from '../src/observatory/stateStore.ts';
import { blobShelf } from '../src/properties/blobShelf.ts';
import { indiServers } from '../src/properties/indiServers.ts';
import { sampleState } from '../src/testing/sampleState.ts';
import { pixelWorkers } from '../src/workers/pixelWorkers.ts';
import { slowLine } from './slowLine.ts';

/** Milliseconds from the frame handed over. */
export interface Seen {
  readonly preview: number;
  readonly sharp: number;
  /** Of the page, above 50 ms, from the frame handed over until it was sharp. */
  readonly longTasks: readonly number[];
}

export interface ViewBench {
  readonly megapixels: number;
  /** On loopback, not written to disk and written. */
  readonly live: Seen;
  readonly kept: Seen;
  /** Over 10 Mbit/s, on a screen and on a phone. */
  readonly slow: Seen;
  readonly slowPhone: Seen;
  /** Milliseconds between two pictures of the screen while the wheel is turned. */
  readonly zooming: { readonly median: number; readonly worst: number; readonly longTasks: readonly number[] };
}

const SLOW = 10_000_000;

export async function benchView({ width = 9576, height = 6388, rounds = 3 } = {}): Promise<ViewBench> {
  const folder = mkdtempSync(join(tmpdir(), 'uraniborg-bench-'));
  const over = new AbortController();
  const within = { clock: systemClock, signal: over.signal };
  const workers = pixelWorkers();
  const store = stateStore({ ...sampleState, frames: [] });
  const keeper = frameKeeper({
    folder,
    rig: () => ({}),
    workers,
    software: 'bench',
    onTaken: (id) => source.expect(id),
    onFrame: (frame) => store.change({ frames: [frame, ...store.state.frames.filter(({ id }) => id !== frame.id)] }),
  });
  const source = frameSource({ keeper, library: { path: () => undefined }, workers });
  const servers = indiServers({ store, clientAt: () => undefined, ...within });
  const refuse = async () => {
    throw new InvalidInput('a bench');
  };
  const server = await app({
    store,
    handlers: new Proxy({}, { get: () => refuse }) as never,
    frames: source,
    openFile: refuse,
    properties: { servers, blobs: blobShelf({ servers, ...within }) },
    webFolder: join(import.meta.dirname, '..', '..', 'web', 'dist'),
    names: [],
    password: undefined,
    logger: pino({ level: 'silent' }),
    ...within,
  });
  const port = Number(new URL(await server.listen({ host: '127.0.0.1', port: 0 })).port);
  const line = await slowLine(port, SLOW);
  const browser = await launch({ composited: true });
  const pixels = sky(width, height);
  let taken = 0;

  const take = async (page: Page, keep: boolean): Promise<Seen> => {
    // So long such a camera exposes and reads out at the least; what the frame before left to do is over.
    await setTimeout(1000);
    await watch(page);
    const handed = performance.timeOrigin + performance.now();
    const { id } = await keeper.sink(exposed(pixels, taken++), { ...context, keep }, within);
    await page.locator(`[data-frame="${id}"][data-sharp="true"]`).waitFor({ timeout: 60_000 });
    const { preview, sharp, longTasks } = await page.evaluate<Seen>('inPage.seen()');
    return { preview: preview - handed, sharp: sharp - handed, longTasks };
  };
  const middle = async (page: Page, keep: boolean): Promise<Seen> => {
    const all: Seen[] = [];
    for (let round = 0; round < rounds; round++) all.push(await take(page, keep));
    const found = all.toSorted((a, b) => a.sharp - b.sharp)[Math.floor(rounds / 2)];
    if (!found) throw new Error('no round');
    return { ...found, longTasks: all.flatMap(({ longTasks }) => longTasks) };
  };
  const on = async (screen: typeof desktop, at: number) => {
    const { page } = await openPage(browser, screen);
    await page.addInitScript({ path: join(import.meta.dirname, 'inPage.js') });
    await page.goto(`http://127.0.0.1:${at}/`);
    await page.locator('[data-frame]').waitFor();
    return page;
  };

  try {
    const page = await on(desktop, port);
    // The first ones of each worker are slower, until its kernels are compiled: it is a long night.
    for (let i = 0; i < 6; i++) await take(page, false);
    const live = await middle(page, false);
    const kept = await middle(page, true);
    const zooming = await zoom(page);
    await page.context().close();
    const slowPage = await on(desktop, line.port);
    await imageSharp(slowPage);
    const slow = await take(slowPage, false);
    await slowPage.context().close();
    const phonePage = await on(phone, line.port);
    await imageSharp(phonePage);
    const slowPhone = await take(phonePage, false);
    return { megapixels: (width * height) / 1e6, live, kept, slow, slowPhone, zooming };
  } finally {
    await browser.close();
    line.close();
    over.abort(new AbortedError('the bench is over'));
    await server.close();
    await workers.close();
    rmSync(folder, { recursive: true });
  }
}

/** Has the page write down when it shows another image, when that is sharp, and what kept its thread. */
async function watch(page: Page): Promise<void> {
  await page.evaluate('inPage.watch()');
}

async function zoom(page: Page): Promise<ViewBench['zooming']> {
  return await page.evaluate<ViewBench['zooming']>('inPage.zoom()');
}

const context = {
  frameType: 'light',
  object: 'bench',
  ordinal: undefined,
  requestedSeconds: 1,
  camera: 'camera',
  cameraName: 'bench',
  filter: undefined,
  focuser: undefined,
  mount: undefined,
  site: undefined,
} as const;

function exposed(pixels: Pixels, round: number) {
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

/** Noise as a cooled camera has it, and a few thousand points of light. */
function sky(width: number, height: number): Pixels {
  const random = seededRandom(1);
  const noise = Uint16Array.from({ length: 65_521 }, () => 800 + 45 * random.normal());
  const data = new Uint16Array(width * height);
  for (let i = 0; i < data.length; i++) data[i] = noise[i % noise.length] ?? 0;
  for (let star = 0; star < 4000; star++) data[Math.floor(random.uniform() * data.length)] = 60_000;
  return { width, height, planes: 1, data };
}

if (import.meta.main) console.log(await benchView());
