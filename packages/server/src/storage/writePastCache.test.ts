import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { seededRandom } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { canMount, tinyDisk } from '../testing/tinyDisk.ts';
import { writeNewFile } from './writeNewFile.ts';
import { writePastCache } from './writePastCache.ts';

const noise = (length: number, seed: number) => {
  const random = seededRandom(seed);
  return Uint8Array.from({ length }, () => 256 * random.uniform());
};

/** Of uneven sizes, all in one memory that is taken again. */
function* chunksOf(bytes: Uint8Array, seed: number): Generator<Uint8Array> {
  const random = seededRandom(seed);
  const room = new Uint8Array(3_000_000);
  for (let at = 0; at < bytes.length; ) {
    const part = bytes.subarray(at, at + 1 + Math.floor(room.length * random.uniform() ** 3));
    room.set(part);
    at += part.length;
    yield room.subarray(0, part.length);
    room.fill(0);
  }
}

/** Two pieces of 2 MiB to the byte, some pages and a rest more, one less, and what is no piece at all. */
const lengths = [0, 1, 4096, 2_097_151, 2_097_152, 4_194_304, 6_300_001, 8_388_608 + 3 * 4096];

test.each(lengths)('%i bytes in chunks of any size are in the file as they came', async (length) => {
  const bytes = noise(length, length);
  const path = join(temporaryFolder(), 'x');
  expect(await writeNewFile(path, chunksOf(bytes, 5))).toBe(true);
  expect(readFileSync(path).equals(bytes)).toBe(true);
});

test('where the cache cannot be passed by, files are written through it', async () => {
  const folder = temporaryFolder();
  const bytes = noise(9_000_000, 3);
  const file = await open(join(folder, 'x'), 'wx');
  await writePastCache(file, join(folder, 'not there'), chunksOf(bytes, 7));
  await file.close();
  expect(readFileSync(join(folder, 'x')).equals(bytes)).toBe(true);
});

test('files that are written at the same time are not mixed up', async () => {
  const folder = temporaryFolder();
  const contents = [1, 2, 3, 4].map((seed) => noise(5_000_000 + seed, seed));
  await Promise.all(contents.map((bytes, i) => writeNewFile(join(folder, `${i}`), chunksOf(bytes, i))));
  for (const [i, bytes] of contents.entries()) expect(readFileSync(join(folder, `${i}`)).equals(bytes)).toBe(true);
});

test('what makes the chunks may fail, and the next file is whole all the same', async () => {
  const folder = temporaryFolder();
  const failing = function* () {
    yield* chunksOf(noise(5_000_000, 1), 1);
    throw new Error('no more');
  };
  await expect(writeNewFile(join(folder, 'a'), failing())).rejects.toThrow('no more');
  const bytes = noise(5_000_000, 2);
  await writeNewFile(join(folder, 'b'), chunksOf(bytes, 2));
  expect(readFileSync(join(folder, 'b')).equals(bytes)).toBe(true);
});

test.skipIf(!canMount)('a disk that fills up in the middle of a large file says so', async () => {
  const { folder } = tinyDisk(5000);
  const failure = writeNewFile(join(folder, 'x.fits'), chunksOf(noise(9_000_000, 1), 1));
  await expect(failure).rejects.toMatchObject({ tag: 'StorageError', code: 'ENOSPC' });
});
