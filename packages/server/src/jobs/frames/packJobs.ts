import { readSync, writeSync } from 'node:fs';
import { InvalidInput } from '@uraniborg/core';
import { type RiceRows, riceRows } from '@uraniborg/formats';

/** Rows of a plain file, which are to be packed. */
interface PlainBand {
  /** The open file: one number for all threads. */
  readonly from: number;
  readonly at: number;
  readonly width: number;
  readonly rows: number;
}

/** Tiles of a packed file, and where their rows belong in the plain one. */
interface PackedBand {
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly heap: number;
  /** Of each row: where its tile begins in the heap, and its bytes. */
  readonly tiles: Uint32Array;
  readonly width: number;
  readonly blockSize: number;
}

/** What is done to some rows of a file: always as many of them, in the same memory. */
export const packJobs = {
  packBand({ from, at, width, rows }: PlainBand): { lengths: Uint32Array<ArrayBuffer>; bytes: Uint8Array } {
    const bench = benchFor(width, rows, 0);
    readWhole(from, bench.plain.subarray(0, 2 * width * rows), at);
    const lengths = bench.pack(rows);
    return {
      lengths,
      bytes: bench.packed.slice(
        0,
        lengths.reduce((sum, length) => sum + length, 0),
      ),
    };
  },

  unpackBand({ from, to, at, heap, tiles, width, blockSize }: PackedBand): void {
    const rows = tiles.length / 2;
    const places = new Uint32Array(tiles.length);
    let used = 0;
    for (let row = 0; row < rows; row++) {
      places[2 * row] = used;
      places[2 * row + 1] = tiles[2 * row + 1] as number;
      used += tiles[2 * row + 1] as number;
    }
    const bench = benchFor(width, rows, used);
    // Tiles mostly lie one behind the other: they are read together.
    for (let row = 0; row < rows; ) {
      const begin = tiles[2 * row] as number;
      const place = places[2 * row] as number;
      let bytes = 0;
      do bytes += tiles[2 * row++ + 1] as number;
      while (row < rows && tiles[2 * row] === begin + bytes);
      readWhole(from, bench.packed.subarray(place, place + bytes), heap + begin);
    }
    bench.unpack(places, blockSize);
    const plain = bench.plain.subarray(0, 2 * width * rows);
    for (let done = 0; done < plain.length; ) done += writeSync(to, plain, done, plain.length - done, at + done);
  },
};

export type PackJobs = typeof packJobs;

let last: { bench: RiceRows; width: number; rows: number; packedBytes: number } | undefined;

/** The bench that this thread has, or a new one where it is too small. */
function benchFor(width: number, rows: number, packedBytes: number): RiceRows {
  if (last?.width === width && last.rows >= rows && last.packedBytes >= packedBytes) return last.bench;
  last = { bench: riceRows(width, rows, packedBytes), width, rows, packedBytes };
  return last.bench;
}

function readWhole(fd: number, to: Uint8Array, at: number): void {
  for (let done = 0; done < to.length; ) {
    const read = readSync(fd, to, done, to.length - done, at + done);
    if (read === 0) throw new InvalidInput('The file became shorter while it was being read');
    done += read;
  }
}
