import { constants } from 'node:fs';
import { type FileHandle, link, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { makeFolder } from './makeFolder.ts';
import { storageError } from './storageError.ts';
import { writePastCache } from './writePastCache.ts';

/** Several may want one name at once: each writes its own part. */
let writes = 0;

/**
 * Writes a new file whole or not at all: under a temporary name in the same folder, synced to the disk, and only then
 * given its name. Never overwrites. The folder is made where it is missing.
 *
 * @param content the bytes, in order; each may be overwritten as soon as the next is asked for. Or what fills the file,
 *   wherever it likes
 * @returns false when a file of that name is there already; nothing has been changed then
 * @throws StorageError disk full, read-only ...: nothing is left behind
 */
export async function writeNewFile(
  path: string,
  content: Iterable<Uint8Array> | AsyncIterable<Uint8Array> | ((file: FileHandle) => Promise<unknown>),
): Promise<boolean> {
  const folder = dirname(path);
  const name = basename(path);
  const temporary = join(folder, `.${name}.${process.pid}-${++writes}.part`);
  try {
    await makeFolder(folder);
    // A part with our process number can only be the remains of a process that died.
    await rm(temporary, { force: true });
    const file = await open(temporary, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o644);
    try {
      await (typeof content === 'function' ? content(file) : writePastCache(file, temporary, content));
      await file.sync();
    } finally {
      await file.close();
    }
    const named = await giveName(temporary, path);
    if (named) await syncFolder(folder);
    return named;
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    // What was to be written is at fault, not the disk.
    if (error instanceof Error && !('code' in error)) throw error;
    throw storageError(`"${name}" cannot be written to ${folder}`, error);
  }
}

/** A link fails where the name is taken, which a rename does not. */
async function giveName(temporary: string, path: string): Promise<boolean> {
  try {
    await link(temporary, path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST') {
      await rm(temporary);
      return false;
    }
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP' && code !== 'ENOSYS') throw error;
    return await reserveName(temporary, path);
  }
  await rm(temporary);
  return true;
}

/** For disks without links (exFAT): an empty file takes the name, exclusively, and the rename replaces that one. */
async function reserveName(temporary: string, path: string): Promise<boolean> {
  try {
    await (await open(path, 'wx')).close();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    await rm(temporary);
    return false;
  }
  await rename(temporary, path);
  return true;
}

/** The name itself must survive a power cut too. Windows cannot sync a folder, and does not need it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
