import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { readingError } from './readingError.ts';

/**
 * In one read: several times as fast as the readFile of the platform, which takes half a megabyte at a time.
 *
 * @param room gives the memory for so many bytes, where it is there already: new memory takes longer than reading into it
 * @throws StorageError the file is gone or cannot be read
 */
export async function readFileWhole(
  path: string,
  room: (size: number) => Uint8Array = (size) => new Uint8Array(size),
): Promise<Uint8Array> {
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      // What is no file of the disk, a pipe for instance, does not say how long it is.
      if (size === 0) return await file.readFile();
      const bytes = room(size);
      let done = 0;
      while (done < size) {
        const { bytesRead } = await file.read(bytes, done, size - done, done);
        if (bytesRead === 0) break;
        done += bytesRead;
      }
      return bytes.subarray(0, done);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw readingError(`"${basename(path)}" cannot be read`, error);
  }
}
