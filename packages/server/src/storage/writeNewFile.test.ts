import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StorageError } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { canMount, tinyDisk } from '../testing/tinyDisk.ts';
import { writeNewFile } from './writeNewFile.ts';

const bytes = (length: number, value = 7) => new Uint8Array(length).fill(value);

test('writes the chunks in order, makes the folder, and leaves nothing else behind', async () => {
  const folder = join(temporaryFolder(), 'a', 'b');
  expect(await writeNewFile(join(folder, 'x.fits'), [bytes(3, 1), bytes(2, 2)])).toBe(true);
  expect([...readFileSync(join(folder, 'x.fits'))]).toEqual([1, 1, 1, 2, 2]);
  expect(readdirSync(folder)).toEqual(['x.fits']);
});

test('never overwrites', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'x.fits'), 'old');
  expect(await writeNewFile(join(folder, 'x.fits'), [bytes(3)])).toBe(false);
  expect(readFileSync(join(folder, 'x.fits'), 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['x.fits']);
});

test('of many who want one name at once, exactly one gets it', async () => {
  const folder = temporaryFolder();
  const tries = Array.from({ length: 8 }, (_, i) => writeNewFile(join(folder, `x.fits`), [bytes(100, i)]));
  const got = await Promise.allSettled(tries);
  expect(got.filter((one) => one.status === 'fulfilled' && one.value)).toHaveLength(1);
  expect(new Set(readFileSync(join(folder, 'x.fits'))).size).toBe(1);
});

test('a path through a file says so', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'f'), '');
  const failure = writeNewFile(join(folder, 'f', 'x.fits'), [bytes(1)]);
  await expect(failure).rejects.toBeInstanceOf(StorageError);
  await expect(failure).rejects.toThrow(/The folder .* cannot be made: part of the path is a file/);
});

test.skipIf(!canMount)('on a full disk it says so and leaves no half file', async () => {
  const { folder } = tinyDisk(64);
  const failure = writeNewFile(join(folder, 'x.fits'), [bytes(40_000), bytes(40_000)]);
  await expect(failure).rejects.toMatchObject({ tag: 'StorageError', code: 'ENOSPC' });
  await expect(failure).rejects.toThrow(/the disk is full; make room/);
  expect(readdirSync(folder)).toEqual([]);
});

test.skipIf(!canMount)('on a read-only disk it says so', async () => {
  const disk = tinyDisk(64);
  disk.remount('ro');
  const failure = writeNewFile(join(disk.folder, 'x.fits'), [bytes(10)]);
  await expect(failure).rejects.toThrow(/the disk is read-only; choose another folder/);
  expect(existsSync(join(disk.folder, 'x.fits'))).toBe(false);
});
