import { InvalidInput } from '@uraniborg/core';
import {
  encodeFitsChunks,
  encodePackedFits,
  fitsHdus,
  type RowsToPack,
  type RowsToUnpack,
  readFits,
  rowsToPack,
  rowsToUnpack,
  unpackedFits,
} from '@uraniborg/formats';
import { type FileSource, fileSource } from '../../storage/fileSource.ts';
import { readFileWhole } from '../../storage/readFileWhole.ts';
import { ofFile } from './ofFile.ts';
import { type PackWorkers, packHere, packRows, unpackRows } from './packByRows.ts';
import { formatOfFile } from './readFrame.ts';
import { writeWhole } from './writeWhole.ts';

export interface PackedFile {
  readonly path: string;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

/**
 * Compresses a FITS file by Rice's code, without loss, to a new file; the old one stays.
 *
 * @param to default: the name with .fz after it
 * @param workers who does it. Default: this thread
 * @throws InvalidInput it is no FITS file of one image of integers, is compressed already, or the name is taken
 */
export function packFile(from: string, to = `${from}.fz`, workers: PackWorkers = packHere): Promise<PackedFile> {
  return rewrite(from, to, workers, {
    find: rowsToPack,
    byRows: packRows,
    whole(bytes) {
      if (only(bytes) === 'compressed image') throw new InvalidInput('it is compressed already');
      return [encodePackedFits(readFits(bytes))];
    },
  });
}

/**
 * The plain FITS file of one that was compressed by tiles, or whole by gzip, compress or bzip2; the old one stays.
 *
 * @param to default: the name without its .fz, .gz, .Z or .bz2
 * @param workers who does it. Default: this thread
 * @throws InvalidInput it is no compressed FITS file of one image, or the name is taken
 */
export async function unpackFile(from: string, to?: string, workers: PackWorkers = packHere): Promise<PackedFile> {
  const name = to ?? from.replace(/\.(fz|gz|Z|bz2)$/i, '');
  if (name === from)
    throw new InvalidInput(`${from} does not end in .fz, .gz, .Z or .bz2: say with --out what to write`, 'out');
  return await rewrite(from, name, workers, {
    find: rowsToUnpack,
    byRows: unpackRows,
    whole(bytes) {
      const plain = unpackedFits(bytes);
      // Packed as any file, with all that is in it.
      if (plain !== bytes) return readable(plain);
      if (only(bytes) !== 'compressed image') throw new InvalidInput('it is not compressed');
      return encodeFitsChunks(readFits(bytes));
    },
  });
}

/** The same bytes, if they are FITS. */
function readable(bytes: Uint8Array): Uint8Array[] {
  for (const _ of fitsHdus(bytes));
  return [bytes];
}

/** What kind of image it is; a file of several would come out with one of them. */
function only(bytes: Uint8Array): string {
  const filled = Array.from(fitsHdus(bytes)).filter(({ index, dataBytes }) => index > 0 || dataBytes > 0);
  const [first, ...more] = filled;
  if (!first) throw new InvalidInput('it holds no image');
  if (more.length > 0)
    throw new InvalidInput(`it has ${filled.length} parts; only a file of one image can be packed and unpacked`);
  return first.kind;
}

/** A file is rewritten row by row where it can be, else as a whole. */
interface Rewriting<Rows extends RowsToPack | RowsToUnpack> {
  find(source: FileSource): Promise<Rows | undefined>;
  byRows(source: FileSource, rows: Rows, ...to: [Parameters<typeof packRows>[2], PackWorkers]): Promise<number>;
  whole(bytes: Uint8Array): Iterable<Uint8Array>;
}

async function rewrite<Rows extends RowsToPack | RowsToUnpack>(
  from: string,
  to: string,
  workers: PackWorkers,
  { find, byRows, whole }: Rewriting<Rows>,
): Promise<PackedFile> {
  const source = await ofFile(from, async () => {
    if ((await formatOfFile(from)) !== 'fits') throw new InvalidInput('it is no FITS file');
    return await fileSource(from);
  });
  let bytesAfter = 0;
  try {
    const rows = await find(source);
    if (rows)
      await writeWhole(to, async (file) => {
        bytesAfter = await ofFile(from, () => byRows(source, rows, file, workers));
      });
    else {
      const chunks = await ofFile(from, async () => whole(await readFileWhole(from)));
      const counted = function* () {
        for (const chunk of chunks) {
          bytesAfter += chunk.length;
          yield chunk;
        }
      };
      await writeWhole(to, counted());
    }
  } finally {
    await source.close();
  }
  return { path: to, bytesBefore: source.size, bytesAfter };
}
