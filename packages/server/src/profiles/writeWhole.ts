import { open, rename, rm } from 'node:fs/promises';
import { storageError } from '../storage/storageError.ts';

let writes = 0;

/**
 * Puts a text in the place of a file, whole or not at all: a power cut leaves the old one or the new one.
 *
 * @param what for the message: "The profile home.json"
 * @param mode who may read it, as for chmod. Default 0o644
 * @throws StorageError
 */
export async function writeWhole(file: string, text: string, what: string, mode = 0o644): Promise<void> {
  const temporary = `${file}.${process.pid}-${++writes}.part`;
  try {
    // Made anew with its mode: what is secret is never readable, not for a moment.
    await rm(temporary, { force: true });
    const handle = await open(temporary, 'wx', mode);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw storageError(`${what} cannot be written`, error);
  }
}
