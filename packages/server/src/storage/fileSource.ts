import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { InvalidInput } from '@uraniborg/core';
import type { ByteSource } from '@uraniborg/formats';
import { readingError } from './readingError.ts';

/** A file that is read in parts. */
export interface FileSource extends ByteSource {
  /** The open file, for threads that read it themselves. */
  readonly fd: number;
  close(): Promise<void>;
}

/** @throws StorageError the file is gone or cannot be read */
export async function fileSource(path: string): Promise<FileSource> {
  const what = `"${basename(path)}" cannot be read`;
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, 'r');
    const { size } = await handle.stat();
    return readable(handle, size, what);
  } catch (error) {
    await handle?.close();
    throw readingError(what, error);
  }
}

function readable(handle: FileHandle, size: number, what: string): FileSource {
  return {
    size,
    fd: handle.fd,
    async read(offset, length) {
      if (offset < 0 || length < 0 || offset + length > size)
        throw new InvalidInput(`The file ends at byte ${size}; ${offset + length} were expected`);
      const bytes = new Uint8Array(length);
      for (let done = 0; done < length; ) {
        const { bytesRead } = await handle.read(bytes, done, length - done, offset + done).catch((error: unknown) => {
          throw readingError(what, error);
        });
        if (bytesRead === 0) throw new InvalidInput('The file became shorter while it was being read');
        done += bytesRead;
      }
      return bytes;
    },
    close: () => handle.close(),
  };
}
