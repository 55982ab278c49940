import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaptureSettings } from '@uraniborg/api';
import { cardNumber, cardText, encodeFits, readFits } from '@uraniborg/formats';
import { expect, test } from 'vitest';
import { runningServer } from '../testing/runningServer.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';

const settings: CaptureSettings = {
  frameType: 'dark',
  seconds: 4,
  bin: 4,
  gain: 120,
  offset: null,
  filter: 0,
  object: 'Field',
};

test('a master dark is made of the darks of the library, calibrates what fits, and says why it does not fit the rest', async () => {
  const data = temporaryFolder();
  const { command, over, until, url } = await runningServer({ data });
  const masters = join(data, 'masters');
  await command('equipment.connectAll', {});
  await over((await command('capture.series', { ...settings, count: 5 })).activity);
  await over((await command('capture.series', { ...settings, seconds: 1, count: 1 })).activity);
  const light = { ...settings, frameType: 'light' } as const;
  await over((await command('capture.series', { ...light, count: 1 })).activity);
  const { frames } = await until((state) => state.frames.length === 7);
  const frame = frames[0]?.id ?? '';

  const before = await command('frame.calibrate', { frame });
  expect(before).toEqual({
    frame: null,
    used: [],
    missing: ['There is no master dark', 'There is no master flat', 'There is no map of bad pixels'],
  });

  const { sets } = await command('masters.sets', {});
  expect(sets.map(({ kind, seconds, frames: all }) => [kind, seconds, all.length])).toEqual([['dark', 4, 5]]);
  await command('masters.make', { frames: sets[0]?.frames ?? [] });
  await expect(command('masters.make', { frames: sets[0]?.frames ?? [] })).rejects.toThrow(/being made already/);
  const made = await until(({ masters: { list } }) => list.length === 1);
  expect(made.masters).toMatchObject({ making: null, message: '' });
  const [dark] = made.masters.list;
  expect(dark).toMatchObject({ kind: 'dark', seconds: 4, gain: 120, bin: 4, frames: 5 });
  const file = dark?.file ?? '';
  expect(file).toMatch(/^dark_4s_gain120_.*_bin4_2026-11-20\.fits$/);

  const mixed = frames.filter(({ frameType }) => frameType === 'dark').map(({ id }) => id);
  await command('masters.make', { frames: mixed });
  const { masters: refused } = await until(({ masters: { message } }) => message !== '');
  expect(refused.message).toMatch(/does not belong with .*: it is of [14] s, not [14] s/);
  expect(readdirSync(masters)).toEqual([file]);

  await command('capture.set', light);
  const now = await command('masters.match', {});
  expect(now.subject).toMatch(/^4 s, gain 120, /);
  expect(now.masters).toEqual([{ file, why: null }]);
  await command('capture.set', { seconds: 60 });
  expect((await command('masters.match', {})).masters).toEqual([{ file, why: 'it is of 4 s, not 60 s' }]);

  const { badPixels } = await command('masters.badPixels', { dark: file, sigma: 8 });
  const map = await command('masters.badPixels', { dark: file, sigma: 8, keep: true });
  expect(map.badPixels).toBe(badPixels);
  expect(badPixels).toBeGreaterThan(0);
  expect((await command('masters.badPixels', { dark: file, sigma: 30 })).badPixels).toBeLessThan(badPixels);

  const calibrated = await command('frame.calibrate', { frame });
  expect(calibrated.used).toEqual([
    { kind: 'dark', file },
    { kind: 'badPixels', file: map.file },
  ]);
  const id = calibrated.frame ?? '';
  expect((await command('frame.calibrate', { frame })).frame).toBe(id);
  const raw = readFits(new Uint8Array(await (await fetch(`${url}api/v1/frames/${frame}/file`)).arrayBuffer()));
  const as = readFits(new Uint8Array(await (await fetch(`${url}api/v1/frames/${id}/file`)).arrayBuffer()));
  expect(cardText(as.header, 'CALSTAT')).toBe('BD');
  expect(as.header.filter(({ keyword }) => keyword === 'HISTORY').map(({ comment }) => comment)).toContain(
    `calibrated with ${file}`,
  );
  const master = readFits(readFileSync(join(masters, file))).pixels.data;
  expect(as.pixels.data[5]).toBeCloseTo((raw.pixels.data[5] ?? 0) - (master[5] ?? 0), 2);
  const image = (await (await fetch(`${url}api/v1/frames/${id}/image`)).json()) as { width: number };
  expect(image.width).toBe(raw.pixels.width);
  expect(await command('frame.calibrate', { frame: frames.at(-1)?.id ?? '' })).toMatchObject({
    frame: null,
    missing: ['This is a dark: lights are calibrated'],
  });

  await command('masters.remove', { file });
  expect((await until(({ masters: { list } }) => list.length === 1)).masters.list[0]?.kind).toBe('badPixels');
  expect(existsSync(join(masters, 'removed', file))).toBe(true);
  await command('masters.restore', { file });
  await until(({ masters: { list } }) => list.length === 2);
  await expect(command('masters.restore', { file: '../password' })).rejects.toThrow(/No master/);

  await command('profile.set', { options: { camera: { keepCalibrated: true } } });
  await over((await command('capture.series', { ...light, count: 1 })).activity);
  const copied = () =>
    readdirSync(join(data, 'frames'), { recursive: true, encoding: 'utf8' }).find((name) =>
      /calibrated.*fits$/.test(name),
    );
  await expect.poll(copied, { timeout: 20_000 }).toBeDefined();
  expect(cardNumber(readFits(readFileSync(join(data, 'frames', copied() ?? ''))).header, 'BITPIX')).toBe(-32);
});

test('a master dark and the map of its bad pixels are taken in one step, with the cover closed meanwhile', async () => {
  const { command, over, until } = await runningServer();
  await command('equipment.connectAll', {});
  await over((await command('capture.single', { ...settings, frameType: 'light', keep: false })).activity);
  const cover = (state: Awaited<ReturnType<typeof until>>) => {
    const reading = state.devices.find(({ role }) => role === 'coverCalibrator')?.reading;
    return reading?.kind === 'coverCalibrator' ? reading.cover : undefined;
  };
  await until((state) => cover(state) === 'open');
  const { activity } = await command('masters.take', { kind: 'dark', count: 3, seconds: 2, cover: true, sigma: 8 });
  await until((state) => cover(state) === 'closed');
  await over(activity);
  const { masters, capture, frames } = await until((state) => state.masters.list.length === 2 && !state.masters.making);
  expect(masters.list.map(({ kind, seconds, frames: of }) => [kind, seconds, of])).toEqual([
    ['badPixels', 2, 3],
    ['dark', 2, 3],
  ]);
  expect(masters.message).toBe('');
  const opened = await command('masters.open', { file: masters.list.find(({ kind }) => kind === 'dark')?.file ?? '' });
  expect(opened).toMatchObject({ format: 'fits', frame: { frameType: 'dark' } });
  const { channels } = await command('frame.statistics', { frame: opened.frame.id });
  expect(channels[0]?.mean).toBeGreaterThan(0);
  await expect(command('masters.open', { file: '../uraniborg.db' })).rejects.toThrow(/There is no master/);
  // The form is a person's, and the frames stay.
  expect(capture).toMatchObject({ frameType: 'light', seconds: 4 });
  expect(frames.filter(({ frameType, fileName }) => frameType === 'dark' && fileName)).toHaveLength(3);
  await until((state) => cover(state) === 'open');

  // Nearly every pixel lies beyond one sigma: that is no map.
  await over((await command('masters.take', { kind: 'dark', count: 2, seconds: 1, sigma: 1 })).activity);
  const after = await until((state) => state.masters.message !== '');
  expect(after.masters.message).toMatch(/^More than one pixel in a hundred lies 1 sigma from the median/);
  // The dark itself is one.
  expect(after.masters.list.map(({ kind }) => kind)).toEqual(['badPixels', 'dark', 'dark']);
});

test('a master of another program is taken in by what it is, in ADU; what says nothing is asked for', async () => {
  const data = temporaryFolder();
  const { command, url, until } = await runningServer({ data });
  const pixels = { width: 20, height: 10, planes: 1 as const, data: new Float32Array(200).fill(0.01) };
  const open = async (name: string) => {
    const answer = await fetch(`${url}api/v1/files?name=${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: encodeFits({ pixels, header: [] }) as Uint8Array<ArrayBuffer>,
    });
    return ((await answer.json()) as { frame: { id: string } }).frame.id;
  };
  const frame = await open('mine.fits');
  await expect(command('masters.add', { frame })).rejects.toThrow(/header of mine\.fits does not say what it is/);
  expect(await command('masters.add', { frame, kind: 'bias' })).toEqual({ file: 'mine.fits' });
  expect(await command('masters.add', { frame, kind: 'bias' })).toEqual({ file: 'mine_2.fits' });
  const { masters } = await until((state) => state.masters.list.length === 2);
  expect(masters.list[0]).toMatchObject({ file: 'mine.fits', kind: 'bias', width: 20 });
  expect(readFits(readFileSync(join(data, 'masters', 'mine.fits'))).pixels.data[7]).toBeCloseTo(655.35, 2);
  writeFileSync(join(data, 'masters', 'light.fits'), encodeFits({ pixels, header: [] }));
  await command('masters.look', {});
  const { masters: after } = await until((state) => state.masters.strangers.length === 1);
  expect(after.strangers[0]).toMatch(/^light\.fits: it is no dark/);
});
