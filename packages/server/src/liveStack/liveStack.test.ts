import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaptureSettings, LiveStackState } from '@uraniborg/api';
import { cardNumber, cardText, readFits } from '@uraniborg/formats';
import { expect, test } from 'vitest';
import { runningServer } from '../testing/runningServer.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';

const light: CaptureSettings = {
  frameType: 'light',
  seconds: 4,
  bin: 2,
  gain: 120,
  offset: null,
  filter: 0,
  object: 'Field',
};

async function stackingServer() {
  const data = temporaryFolder();
  const server = await runningServer({ data });
  await server.command('equipment.connectAll', {});
  // Away from the pole, where a mount that stands still would do no harm.
  await server.over((await server.command('mount.slew', { ra: 30, dec: 20 })).activity);
  await server.command('liveStack.set', { saveEvery: 0 });
  await server.command('liveStack.start', {});
  const stacked = async (holds: (stack: LiveStackState) => boolean) =>
    (await server.until(({ liveStack }) => holds(liveStack))).liveStack;
  /** Takes lights until so many have been judged. */
  const take = async (count: number, change: Partial<CaptureSettings> = {}) => {
    const before = (await stacked(() => true)).frames.length;
    const { activity } = await server.command('capture.series', { ...light, ...change, count });
    await server.over(activity);
    return await stacked(({ frames }) => frames.length === before + count);
  };
  return { ...server, data, stacked, take };
}

test('the signal-to-noise ratio grows with the root of the number of frames, and the stack is the newest picture', async () => {
  const { take, url, command, stacked, data } = await stackingServer();
  const { growth, accepted, frames, frame, seconds, canUndo } = await take(9);
  expect(frames.filter(({ refused }) => refused !== null)).toEqual([]);
  expect({ accepted, seconds, canUndo }).toEqual({ accepted: 9, seconds: 36, canUndo: true });
  expect(growth[0]).toBeCloseTo(1, 5);
  // Laying a frame between the pixels smooths it a little: a bit more than the root, never less.
  const gained = growth.map((gain, i) => gain / Math.sqrt(i + 1));
  for (const ratio of gained) expect(ratio).toBeGreaterThan(0.93);
  for (const ratio of gained) expect(ratio).toBeLessThan(1.35);

  const file = await fetch(`${url}api/v1/frames/${frame?.id}/file`);
  const { pixels, header } = readFits(new Uint8Array(await file.arrayBuffer()));
  expect(pixels.data).toBeInstanceOf(Float32Array);
  expect(cardNumber(header, 'STACKCNT')).toBe(9);
  expect(cardNumber(header, 'LIVETIME')).toBe(36);
  expect((await fetch(`${url}api/v1/frames/${frame?.id}/preview?size=large`)).headers.get('content-type')).toBe(
    'image/jpeg',
  );

  await command('liveStack.undo', {});
  const undone = await stacked(({ accepted }) => accepted === 8);
  expect(undone.frames[0]?.refused).toBe('taken out by hand');
  expect(undone.frame?.id).not.toBe(frame?.id);
  await expect(command('liveStack.undo', {})).rejects.toThrow('There is no frame that can be taken out');

  const { fileName } = await command('liveStack.save', {});
  expect(fileName).toMatch(/^Field stack_L?.*\.fits$/);
  const saved = () => readdirSync(join(data, 'frames'), { recursive: true, encoding: 'utf8' });
  const path = saved().find((name) => name.endsWith(fileName)) ?? '';
  expect(cardNumber(readFits(readFileSync(join(data, 'frames', path))).header, 'STACKCNT')).toBe(8);
  // Saved again with more in it, it is the same file.
  await take(1);
  expect((await command('liveStack.save', {})).fileName).toBe(fileName);
  const again = readFits(readFileSync(join(data, 'frames', path)));
  expect(cardNumber(again.header, 'STACKCNT')).toBe(9);
  expect(cardText(again.header, 'STACKOP')).toBe('KAPPA-SIGMA');
  expect(saved().filter((name) => name.includes('stack'))).toEqual([path]);
  await command('liveStack.stop', {});
});

test('trailed stars, a covered sky and another filter are refused, each with its reason; a new stack begins after a reset', async () => {
  const { take, command, over, stacked } = await stackingServer();
  expect((await take(3)).accepted).toBe(3);
  await command('mount.track', { on: false });
  expect((await take(1)).frames[0]?.refused).toMatch(/^its stars are (trailed|\d\.\d times as large)/);
  await command('mount.track', { on: true });
  await over((await command('cover.move', { to: 'closed' })).activity);
  expect((await take(1)).frames[0]?.refused).toMatch(
    /^it shows \d+ stars where \d+ are usual: a cloud, dew or an obst/,
  );
  await over((await command('cover.move', { to: 'open' })).activity);
  expect((await take(1, { filter: 1 })).frames[0]?.refused).toMatch(/^it was taken through \w+, the stack through \w+/);
  const { accepted, refused } = await stacked(() => true);
  expect({ accepted, refused }).toEqual({ accepted: 3, refused: 3 });

  await command('liveStack.reset', {});
  expect(await stacked(({ accepted }) => accepted === 0)).toMatchObject({ running: true, frame: null, frames: [] });
  expect((await take(1, { filter: 1 })).accepted).toBe(1);
  await command('liveStack.stop', {});
  const { running, frame } = await stacked(({ running }) => !running);
  expect(running).toBe(false);
  // It stays to be looked at and saved.
  expect(frame).not.toBe(null);
});

test('darks do not count, and nothing is stacked that nobody asked for', async () => {
  const { take, command, over, stacked } = await stackingServer();
  await over((await command('capture.single', { ...light, frameType: 'dark', keep: false })).activity);
  expect((await take(1)).frames).toHaveLength(1);
  await expect(command('liveStack.start', {})).rejects.toThrow('A live stack is running already');
  await command('liveStack.stop', {});
  await over((await command('capture.single', { ...light, keep: false })).activity);
  expect((await stacked(() => true)).frames).toHaveLength(1);
});
