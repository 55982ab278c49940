import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { storageError } from './storageError.ts';

/**
 * Makes a folder and those above it, where they are missing.
 *
 * @throws StorageError with the true reason: making all at once, Node says of a read-only disk that the path is missing
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch {
    let first = path;
    while (!existsSync(dirname(first))) first = dirname(first);
    try {
      await mkdir(first);
      await mkdir(path, { recursive: true });
    } catch (error) {
      throw storageError(`The folder ${path} cannot be made`, error);
    }
  }
}
