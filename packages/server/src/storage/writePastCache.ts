import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

/** Where a piece begins in memory and in the file, and how long it is, are multiples of this: more than any disk asks. */
const PAGE_BYTES = 4096;
const PIECE_BYTES = 2 << 20;

/**
 * Writes a new file's bytes past the system's cache of files, where disk and system can: nobody is about to read what is
 * written here, and memory for the cache, which the system has to find and to clear, can cost more than the disk.
 *
 * @param file open for writing, empty; at `path`
 * @param chunks the bytes, in order; each may be overwritten as soon as the next is asked for
 */
export async function writePastCache(
  file: FileHandle,
  path: string,
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<void> {
  const pieces = takePieces();
  const put = putter(file, path);
  let written = Promise.resolve();
  let position = 0;
  let filled = 0;
  try {
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length; ) {
        const [piece] = pieces;
        const part = chunk.subarray(at, at + PIECE_BYTES - filled);
        piece.set(part, filled);
        filled += part.length;
        at += part.length;
        if (filled < PIECE_BYTES) continue;
        await written;
        written = put.piece(piece, position);
        // Awaited above, or below: until then nobody minds.
        written.catch(() => undefined);
        pieces.reverse();
        position += filled;
        filled = 0;
      }
    }
    await written;
    await put.rest(pieces[0].subarray(0, filled), position);
  } finally {
    // Nothing may go on writing when the file is closed, whatever has failed.
    await written.catch(() => undefined);
    await put.close();
    keepPieces(pieces);
  }
}

/** Writes whole pieces past the cache until that is refused, and what is no whole number of pages through it. */
function putter(file: FileHandle, path: string) {
  let past: FileHandle | undefined;
  let canPass = constants.O_DIRECT !== undefined;
  const through = async (bytes: Uint8Array, position: number) => {
    for (let done = 0; done < bytes.length; )
      done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
  };
  const pass = async (bytes: Uint8Array, position: number): Promise<number> => {
    if (!canPass) return 0;
    try {
      past ??= await open(path, constants.O_WRONLY | constants.O_DIRECT);
      return (await past.write(bytes, 0, bytes.length, position)).bytesWritten;
    } catch {
      // Not here (a disk in memory, some network disks and cards), or something that will be told the other way.
      canPass = false;
      return 0;
    }
  };
  const piece = async (bytes: Uint8Array, position: number) => {
    const passed = await pass(bytes, position);
    if (passed < bytes.length) await through(bytes.subarray(passed), position + passed);
  };
  return {
    piece,
    async rest(bytes: Uint8Array, position: number) {
      const pages = past ? bytes.length - (bytes.length % PAGE_BYTES) : 0;
      if (pages > 0) await piece(bytes.subarray(0, pages), position);
      await through(bytes.subarray(pages), position + pages);
    },
    close: async () => await past?.close(),
  };
}

type Pieces = [Uint8Array, Uint8Array];

/** One pair is enough for a camera; a second one that writes at the same time gets its own for as long. */
let kept: Pieces | undefined;

/** One is filled while the other is written. What WebAssembly gives begins at a page, which no other memory promises. */
function takePieces(): Pieces {
  const pieces = kept ?? newPieces();
  kept = undefined;
  return pieces;
}

function newPieces(): Pieces {
  const { buffer } = new WebAssembly.Memory({ initial: (2 * PIECE_BYTES) / 65_536 });
  return [new Uint8Array(buffer, 0, PIECE_BYTES), new Uint8Array(buffer, PIECE_BYTES, PIECE_BYTES)];
}

function keepPieces(pieces: Pieces): void {
  kept = pieces;
}

/** What of the WebAssembly interface is needed here; the platform has it, TypeScript only with a browser's types. */
declare const WebAssembly: {
  Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
};
