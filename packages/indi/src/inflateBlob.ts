import { createInflate } from 'node:zlib';
import { InvalidInput } from '@uraniborg/core';

/** What is handed over at once: a fraction of a millisecond of copying. */
const PIECE_BYTES = 1 << 20;

/**
 * The content of a BLOB that zlib has packed (format ".z"), in memory that threads can share. It is unpacked on another
 * thread, and arrives piece by piece: others have their turn in between.
 *
 * @throws InvalidInput more than `limit` bytes; Error it is damaged
 */
export async function inflateBlob(packed: Uint8Array, limit: number): Promise<Uint8Array> {
  const buffer = new SharedArrayBuffer(0, { maxByteLength: limit });
  let length = 0;
  const unpacking = createInflate({ chunkSize: PIECE_BYTES });
  unpacking.end(packed);
  for await (const piece of unpacking as AsyncIterable<Uint8Array>) {
    const end = length + piece.length;
    if (end > limit) throw new InvalidInput(`it becomes more than the ${limit} bytes allowed`);
    if (end > buffer.byteLength) buffer.grow(Math.min(limit, Math.max(end, 2 * length)));
    new Uint8Array(buffer, length).set(piece);
    length = end;
  }
  return new Uint8Array(buffer, 0, length);
}
