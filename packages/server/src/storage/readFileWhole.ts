import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { readingError } from './readingError.ts';

/** @throws StorageError the file is gone or cannot be read */
export async function readFileWhole(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw readingError(`"${basename(path)}" cannot be read`, error);
  }
}
