import { InvalidInput } from '@uraniborg/core';
import { encodeFitsChunks, encodePackedFits, fitsHdus, readFits } from '@uraniborg/formats';
import { readFileWhole } from '../../storage/readFileWhole.ts';
import { formatOfFile, ofFile } from './readFrame.ts';
import { writeWhole } from './writeFrame.ts';

export interface PackedFile {
  readonly path: string;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

/**
 * Compresses a FITS file by Rice's code, without loss, to a new file; the old one stays.
 *
 * @param to default: the name with .fz after it
 * @throws InvalidInput it is no FITS file of one image of integers, is compressed already, or the name is taken
 */
export function packFile(from: string, to = `${from}.fz`): Promise<PackedFile> {
  return rewrite(from, to, (bytes) => {
    if (only(bytes) === 'compressed image') throw new InvalidInput('it is compressed already');
    return [encodePackedFits(readFits(bytes))];
  });
}

/**
 * The plain FITS file of a compressed one, as a new file; the old one stays.
 *
 * @param to default: the name without its .fz
 * @throws InvalidInput it is no compressed FITS file of one image, or the name is taken
 */
export async function unpackFile(from: string, to?: string): Promise<PackedFile> {
  const name = to ?? from.replace(/\.fz$/i, '');
  if (name === from) throw new InvalidInput(`${from} does not end in .fz: say with --out what to write`, 'out');
  return await rewrite(from, name, (bytes) => {
    if (only(bytes) !== 'compressed image') throw new InvalidInput('it is not compressed');
    return encodeFitsChunks(readFits(bytes));
  });
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

async function rewrite(
  from: string,
  to: string,
  encode: (bytes: Uint8Array) => Iterable<Uint8Array>,
): Promise<PackedFile> {
  const { bytes, chunks } = await ofFile(from, async () => {
    if ((await formatOfFile(from)) !== 'fits') throw new InvalidInput('it is no FITS file');
    const bytes = await readFileWhole(from);
    return { bytes, chunks: encode(bytes) };
  });
  let bytesAfter = 0;
  const counted = function* () {
    for (const chunk of chunks) {
      bytesAfter += chunk.length;
      yield chunk;
    }
  };
  await writeWhole(to, counted());
  return { path: to, bytesBefore: bytes.length, bytesAfter };
}
