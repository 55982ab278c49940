import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaptureSettings, FrameSummary, LiveStackOptions } from '@uraniborg/api';
import { seededRandom, systemClock } from '@uraniborg/core';
import { card, cardNumber, cardText, type Frame, readFits } from '@uraniborg/formats';
import { afterAll, expect, test } from 'vitest';
import { starField } from '../../../imaging/src/testing/starField.ts';
import { pyramid } from '../frames/pyramid.ts';
import { storedPixels } from '../frames/storedPixels.ts';
import { stateStore } from '../observatory/stateStore.ts';
import { runningServer } from '../testing/runningServer.ts';
import { sampleState } from '../testing/sampleState.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { pixelWorkers } from '../workers/pixelWorkers.ts';
import { liveStack } from './liveStack.ts';

const [width, height] = [420, 300];
const random = seededRandom(5);
const stars = Array.from({ length: 60 }, () => ({
  x: width * random.uniform(),
  y: height * random.uniform(),
  flux: 3000 * 30 ** random.uniform(),
}));

/** A field a little aside each time, with noise of its own; `trail` pixels long where the mount stood still. */
function lightOf(index: number, { trail = 0, shown = stars } = {}): Frame {
  const [dx, dy] = [(3.7 * index) % 5, (2.3 * index) % 4];
  const drawn = shown.flatMap(({ x, y, flux }) =>
    Array.from({ length: trail + 1 }, (_, i) => ({ x: x + dx + i, y: y + dy, flux: flux / (trail + 1) })),
  );
  const pixels = starField({ width, height, stars: drawn, hfd: 3, seed: index + 1 });
  return { pixels, header: [card('EXPTIME', 4), card('IMAGETYP', 'LIGHT')] };
}

const workers = pixelWorkers();
afterAll(() => workers.close());

/** A live stack with the workers of a server, and frames that are given to it one by one. */
async function stackOf(options: Partial<LiveStackOptions> = {}) {
  const folder = temporaryFolder();
  const store = stateStore(sampleState);
  const stack = liveStack({
    workers,
    store,
    clock: systemClock,
    log: () => undefined,
    folder,
    utcOffsetMinutes: () => 0,
    software: 'test',
    masters: join(folder, 'masters'),
  });
  stack.set({ saveEvery: 0, calibrate: false, ...options });
  await stack.start();
  let taken = 0;
  /** Tells what the state is when the frame has been judged. */
  const give = async (frame: Frame, change: Partial<FrameSummary> = {}) => {
    stack.add(frame, { ...summary, id: `frame-${taken++}`, ...change });
    await stack.idle();
    return store.state.liveStack;
  };
  return { stack, store, folder, give };
}

const summary: Omit<FrameSummary, 'id'> = {
  fileName: null,
  saveError: null,
  frameType: 'light',
  startedAt: 1e12,
  seconds: 4,
  width,
  height,
  planes: 1,
  bin: 1,
  gain: 120,
  temperature: null,
  filter: 'L',
  object: 'Field',
  quality: null,
  ra: null,
  dec: null,
  statistics: { min: 0, max: 0, median: 0, mad: 0, mean: 0 },
  verdict: null,
};

test('the signal-to-noise ratio grows with the root of the number of frames, and the last frame can be taken out once', async () => {
  const { stack, store, folder, give } = await stackOf();
  for (let index = 0; index < 9; index++) await give(lightOf(index));
  const { growth, accepted, frames, frame, seconds, canUndo } = store.state.liveStack;
  expect(frames.filter(({ refused }) => refused !== null)).toEqual([]);
  expect({ accepted, seconds, canUndo }).toEqual({ accepted: 9, seconds: 36, canUndo: true });
  expect(growth[0]).toBeCloseTo(1, 5);
  // Laying a frame between the pixels smooths it a little: a bit more than the root, never less.
  const gained = growth.map((gain, i) => gain / Math.sqrt(i + 1));
  for (const ratio of gained) expect(ratio).toBeGreaterThan(0.93);
  for (const ratio of gained) expect(ratio).toBeLessThan(1.35);

  await stack.undo();
  const undone = store.state.liveStack;
  expect(undone.accepted).toBe(8);
  expect(undone.growth).toHaveLength(8);
  expect(undone.frames[0]?.refused).toBe('taken out by hand');
  expect(undone.frame?.id).not.toBe(frame?.id);
  await expect(stack.undo()).rejects.toThrow('There is no frame that can be taken out');

  const fileName = await stack.save();
  expect(fileName).toMatch(/^Field stack_L?.*\.fits$/);
  const saved = () => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /fits/.test(name));
  const [path = ''] = saved();
  const header = () => readFits(readFileSync(join(folder, path))).header;
  expect(cardNumber(header(), 'STACKCNT')).toBe(8);
  // Saved again with more in it, it is the same file.
  await give(lightOf(9));
  expect(await stack.save()).toBe(fileName);
  expect(cardNumber(header(), 'STACKCNT')).toBe(9);
  expect(cardText(header(), 'STACKOP')).toBe('KAPPA-SIGMA');
  expect(saved()).toEqual([path]);
});

test('what the screen gets of a stack is what its pixels would become', async () => {
  const { stack, store, give } = await stackOf();
  for (let index = 0; index < 3; index++) await give(lightOf(index));
  const frame = stack.frame(store.state.liveStack.frame?.id ?? '');
  if (!frame?.stored) throw new Error('there is no picture');
  const { stored, ...plain } = frame;
  expect(pyramid(frame)).toEqual(pyramid(plain));
  expect(stored.pixels).toEqual(storedPixels(plain.pixels).pixels);
});

test('frames of a colour sensor become a stack in colour, and its stars have the colours that were seen', async () => {
  const { stack, store, give } = await stackOf();
  for (let index = 0; index < 4; index++) {
    const { pixels, header } = lightOf(index);
    // Red is half of green, and blue two thirds.
    const data = pixels.data.map(
      (value, i) => value * ([0.5, 1, 2 / 3][((i % width) % 2) + (Math.floor(i / width) % 2)] ?? 0),
    );
    const mosaic = { pixels: { ...pixels, data }, header: [...header, card('BAYERPAT', 'RGGB')] };
    expect((await give(mosaic)).frames[0]?.refused).toBe(null);
  }
  expect(store.state.liveStack).toMatchObject({ accepted: 4, frame: { width, height, planes: 3 } });
  const frame = stack.frame(store.state.liveStack.frame?.id ?? '');
  if (!frame?.stored) throw new Error('there is no picture');
  const { stored, ...plain } = frame;
  expect(pyramid(frame)).toEqual(pyramid(plain));
  const size = width * height;
  const planes = [0, 1, 2].map((plane) => frame.pixels.data.subarray(plane * size, (plane + 1) * size));
  const brightest = stars.filter(({ x, y }) => x > 20 && y > 20 && x < width - 20 && y < height - 20);
  brightest.sort((a, b) => b.flux - a.flux);
  for (const { x, y } of brightest.slice(0, 10)) {
    const [red = 0, green = 1, blue = 0] = planes.map((plane) => {
      let sum = 0;
      for (let v = -3; v <= 3; v++)
        for (let u = -3; u <= 3; u++) sum += plane[(Math.round(y) + v) * width + Math.round(x) + u] ?? 0;
      return sum;
    });
    expect(red / green).toBeCloseTo(0.5, 1);
    expect(blue / green).toBeCloseTo(0.667, 1);
  }
});

test('the picture of a stack stays what it was while two more frames are stacked', async () => {
  const { stack, store, give } = await stackOf({ method: 'mean' });
  await give(lightOf(0));
  const first = stack.frame(store.state.liveStack.frame?.id ?? '');
  const before = first?.pixels.data.slice();
  await give(lightOf(1));
  await give(lightOf(2));
  expect(before?.some((value) => value > 0)).toBe(true);
  expect(first?.pixels.data).toEqual(before);
});

test('trailed stars, a covered sky and another filter are refused, each with its reason; a new stack begins after a reset', async () => {
  const { stack, store, give } = await stackOf();
  for (let index = 0; index < 3; index++) await give(lightOf(index));
  expect(store.state.liveStack.accepted).toBe(3);
  const last = async (...given: Parameters<typeof give>) => (await give(...given)).frames[0]?.refused;
  expect(await last(lightOf(3, { trail: 8 }))).toMatch(/^its stars are (trailed|\d\.\d times as large)/);
  expect(await last(lightOf(4, { shown: stars.slice(0, 9) }))).toMatch(
    /^it shows \d+ stars where \d+ are usual: a cloud, dew or an obst/,
  );
  expect(await last(lightOf(5), { filter: 'R' })).toBe('it was taken through R, the stack through L');
  expect(await last(lightOf(5), { seconds: 5 })).toMatch(/^it was exposed for 5 s/);
  expect(await last(lightOf(5), { width: 999 })).toMatch(/^it is 999 × 300, the stack is of 420 × 300/);
  const { accepted, refused } = store.state.liveStack;
  expect({ accepted, refused }).toEqual({ accepted: 3, refused: 5 });

  await stack.reset();
  expect(store.state.liveStack).toMatchObject({ running: true, frame: null, frames: [] });
  expect((await give(lightOf(5), { filter: 'R' })).accepted).toBe(1);
  await stack.stop();
  // It stays to be looked at and saved.
  expect(store.state.liveStack).toMatchObject({ running: false, accepted: 1 });
  expect(store.state.liveStack.frame).not.toBe(null);
});

test('darks do not count, and nothing is stacked that nobody asked for', async () => {
  const { stack, give } = await stackOf();
  await give(lightOf(0), { frameType: 'dark' });
  expect((await give(lightOf(0))).frames).toHaveLength(1);
  await expect(stack.start()).rejects.toThrow('A live stack is running already');
  await stack.stop();
  expect((await give(lightOf(1))).frames).toHaveLength(1);
});

test('lights of the camera are stacked as they come, and the stack is the newest picture', async () => {
  const { command, over, until, url } = await runningServer({ data: temporaryFolder() });
  await command('equipment.connectAll', {});
  await command('liveStack.set', { saveEvery: 0 });
  await command('liveStack.start', {});
  const light: CaptureSettings = {
    frameType: 'light',
    seconds: 4,
    bin: 2,
    gain: 120,
    offset: null,
    filter: 0,
    object: 'Field',
  };
  await over((await command('capture.series', { ...light, count: 2 })).activity);
  const { liveStack: stack } = await until(({ liveStack: { frames } }) => frames.length === 2);
  expect(stack.frames.map(({ refused }) => refused)).toEqual([null, null]);
  const file = await fetch(`${url}api/v1/frames/${stack.frame?.id}/file`);
  const { pixels, header } = readFits(new Uint8Array(await file.arrayBuffer()));
  expect(pixels.data).toBeInstanceOf(Float32Array);
  expect(cardNumber(header, 'STACKCNT')).toBe(2);
  expect(cardNumber(header, 'LIVETIME')).toBe(8);
  expect((await fetch(`${url}api/v1/frames/${stack.frame?.id}/preview?size=large`)).headers.get('content-type')).toBe(
    'image/jpeg',
  );
  await command('liveStack.undo', {});
  expect((await until(({ liveStack: { accepted } }) => accepted === 1)).liveStack.canUndo).toBe(false);
  expect((await command('liveStack.save', {})).fileName).toMatch(/^Field stack_L?.*\.fits$/);
  await command('liveStack.stop', {});
  await until(({ liveStack: { running } }) => !running);
});
