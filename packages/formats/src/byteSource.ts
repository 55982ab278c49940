import { InvalidInput } from '@uraniborg/core';

/** Random access to the bytes of a file that is too large to be held: a recording of an occultation has gigabytes. */
export interface ByteSource {
  readonly size: number;
  /** Exactly `length` bytes from `offset`; rejects with InvalidInput when the file ends before. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** Bytes that are in memory already. */
export function bytesAsSource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read(offset, length) {
      if (offset < 0 || length < 0 || offset + length > bytes.length)
        return Promise.reject(
          new InvalidInput(`The file ends at byte ${bytes.length}; ${offset + length} were expected`),
        );
      return Promise.resolve(bytes.subarray(offset, offset + length));
    },
  };
}
