import type { FileHandle } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { paddingOf, type RowsToPack, type RowsToUnpack } from '@uraniborg/formats';
import type { FileSource } from '../../storage/fileSource.ts';
import { type WorkerPool, workerPool } from '../../workers/workerPool.ts';
import { type PackJobs, packJobs } from './packJobs.ts';

/** Who packs and unpacks bands of rows. */
export type PackWorkers = Pick<WorkerPool<PackJobs>, 'run'>;

/** As many threads as there are cores, warm for the next file; end them with close. */
export const packWorkers = (threads = availableParallelism()): WorkerPool<PackJobs> =>
  workerPool<PackJobs>(new URL('./packWorker.ts', import.meta.url), threads);

/** This thread: for one file that is packed sooner than another thread is there. */
export const packHere: PackWorkers = {
  run: async (name, ...input) => (packJobs[name] as (...input: unknown[]) => never)(...input),
};

/** Bytes of samples of a band: what a core's cache holds, with its tiles. */
const BAND_BYTES = 1 << 20;
/** Bands that are under way or wait for the one before them. */
const AHEAD = 8;

/** Packs rows into a file, which grows while others are packed. @returns the bytes of the file */
export async function packRows(
  source: FileSource,
  { width, rows, dataOffset, headers }: RowsToPack,
  file: FileHandle,
  workers: PackWorkers,
): Promise<number> {
  const begin = headers({ used: 0, longest: 0 }).length;
  const table = new DataView(new ArrayBuffer(8 * rows));
  let [row, used, longest] = [0, 0, 0];
  let written: Promise<unknown> = Promise.resolve();
  const bands = inOrder(bandsOf(rows, width), ({ first, count }) =>
    workers.run('packBand', { from: source.fd, at: dataOffset + 2 * width * first, width, rows: count }),
  );
  for await (const { lengths, bytes } of bands) {
    await written;
    written = writeAll(file, bytes, begin + 8 * rows + used);
    for (const length of lengths) {
      table.setInt32(8 * row, length);
      table.setInt32(8 * row + 4, used);
      used += length;
      longest = Math.max(longest, length);
      row++;
    }
  }
  await written;
  const end = begin + 8 * rows + used;
  const padding = paddingOf(end);
  await writeAll(file, padding, end);
  await writeAll(file, headers({ used, longest }), 0);
  await writeAll(file, new Uint8Array(table.buffer), begin);
  return end + padding.length;
}

/** Unpacks rows into a file, each thread where its rows belong. @returns the bytes of the file */
export async function unpackRows(
  source: FileSource,
  { width, rows, header, heap, tiles, blockSize }: RowsToUnpack,
  file: FileHandle,
  workers: PackWorkers,
): Promise<number> {
  await writeAll(file, header, 0);
  const bands = inOrder(bandsOf(rows, width), ({ first, count }) =>
    workers.run('unpackBand', {
      from: source.fd,
      to: file.fd,
      at: header.length + 2 * width * first,
      heap,
      tiles: tiles.slice(2 * first, 2 * (first + count)),
      width,
      blockSize,
    }),
  );
  for await (const _ of bands);
  const end = header.length + 2 * width * rows;
  const padding = paddingOf(end);
  await writeAll(file, padding, end);
  return end + padding.length;
}

function bandsOf(rows: number, width: number): { first: number; count: number }[] {
  const most = Math.max(1, Math.floor(BAND_BYTES / (2 * width)));
  return Array.from({ length: Math.ceil(rows / most) }, (_, i) => ({
    first: i * most,
    count: Math.min(most, rows - i * most),
  }));
}

/** What comes of each, in their order, a few at the same time. When it ends nothing is under way any more. */
async function* inOrder<T, R>(each: readonly T[], work: (one: T) => Promise<R>): AsyncGenerator<R> {
  const begun: Promise<R>[] = [];
  let next = 0;
  try {
    for (;;) {
      while (begun.length < AHEAD && next < each.length) {
        const one = work(each[next++] as T);
        // What goes wrong is told when its turn comes.
        one.catch(() => undefined);
        begun.push(one);
      }
      const first = begun[0];
      if (!first) return;
      yield await first;
      void begun.shift();
    }
  } finally {
    await Promise.allSettled(begun);
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < bytes.length; )
    done += (await file.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
}
