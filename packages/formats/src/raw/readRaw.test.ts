import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InvalidInput, type Pixels, seededRandom } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { readTiff } from '../picture/readTiff.ts';
import { inFolder, lacks } from '../testing/oracles.ts';
import { librawUrl, readRaw } from './readRaw.ts';
import { type DngFacts, writeDng } from './writeDng.ts';

const libraw = readFileSync(fileURLToPath(librawUrl()));

/** LibRaw knows cameras by sensors that are larger than a stamp. */
const [WIDTH, HEIGHT] = [212, 140];
const margins = { left: 16, top: 8, right: 4, bottom: 2 };
const facts: DngFacts = {
  make: 'Uraniborg',
  model: 'Uraniborg Quadrant',
  pattern: 'RGGB',
  black: 512,
  white: 16_383,
  seconds: 30.5,
  iso: 1600,
  taken: '2026:11:20 22:14:05',
  takenOffset: '+01:00',
  fNumber: 2.8,
  focalLength: 200,
  lens: 'EF200mm f/2.8L II USM',
};

function mosaic(): Pixels<Uint16Array> {
  const random = seededRandom(8);
  const data = new Uint16Array(WIDTH * HEIGHT).map(() => 600 + 15_000 * random.uniform());
  return { width: WIDTH, height: HEIGHT, planes: 1, data };
}

function cropped({ width, data }: Pixels): Pixels<Uint16Array> {
  const { left, top, right, bottom } = margins;
  const [columns, rows] = [WIDTH - left - right, HEIGHT - top - bottom];
  const inside = Array.from({ length: rows }, (_, y) =>
    Array.from(data.subarray((top + y) * width + left, (top + y) * width + left + columns)),
  );
  return { width: columns, height: rows, planes: 1, data: Uint16Array.from(inside.flat()) };
}

test('every pixel of the mosaic at its full depth, margins cut off, for every Bayer pattern', async () => {
  for (const pattern of ['RGGB', 'GRBG', 'GBRG', 'BGGR'] as const) {
    const whole = await readRaw(writeDng(mosaic(), { ...facts, pattern }), libraw);
    expect(whole.pixels).toEqual(mosaic());
    expect(whole.header).toContainEqual(expect.objectContaining({ keyword: 'BAYERPAT', value: pattern }));
  }
  const { pixels } = await readRaw(writeDng(mosaic(), { ...facts, margins }), libraw);
  expect(pixels).toEqual(cropped(mosaic()));
});

test('what the camera says of its exposure, as cards', async () => {
  const { header } = await readRaw(writeDng(mosaic(), facts), libraw);
  expect(Object.fromEntries(header.map(({ keyword, value }) => [keyword, value]))).toEqual({
    INSTRUME: 'Uraniborg Quadrant',
    EXPTIME: 30.5,
    'DATE-OBS': '2026-11-20T21:14:05.000',
    ISOSPEED: 1600,
    F_STOP: 2.8,
    FOCALLEN: 200,
    LENS: 'EF200mm f/2.8L II USM',
    XBINNING: 1,
    YBINNING: 1,
    XBAYROFF: 0,
    YBAYROFF: 0,
    BAYERPAT: 'RGGB',
    MULT_R: 1,
    MULT_G: 1,
    MULT_B: 1,
    BLKLEVEL: 512,
    SATURATE: 16_383,
  });
});

test.skipIf(lacks('unprocessed_raw'))('Debian’s LibRaw sees the same sensor', async () => {
  const file = writeDng(mosaic(), { ...facts, margins });
  const { pixels } = await readRaw(file, libraw);
  inFolder((folder) => {
    const path = join(folder, 'a.dng');
    writeFileSync(path, file);
    execFileSync('unprocessed_raw', ['-T', path], { stdio: 'ignore' });
    expect(cropped(readTiff(readFileSync(`${path}.tiff`)).pixels)).toEqual(pixels);
  });
});

test('damaged, cut off or none at all: an InvalidInput or a frame, whatever was changed', async () => {
  const file = writeDng(mosaic(), facts);
  await expect(readRaw(file.subarray(0, 5000), libraw)).rejects.toThrow(InvalidInput);
  await expect(readRaw(new TextEncoder().encode('no raw file'.repeat(99)), libraw)).rejects.toThrow(/damaged, or of a/);
  const random = seededRandom(Number(process.env.FUZZ_SEED ?? 4));
  for (let round = 0; round < Math.max(25, Number(process.env.FUZZ ?? 0) / 1000); round++) {
    const damaged = file.slice();
    // The directories stand at the end.
    for (let change = 0; change < 3; change++)
      damaged[damaged.length - 1 - Math.floor(random.uniform() * 900)] = Math.floor(random.uniform() * 256);
    await readRaw(damaged, libraw).catch((error) => expect(error).toBeInstanceOf(InvalidInput));
  }
});
