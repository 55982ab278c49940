import { InvalidInput, sentenceOf } from '@uraniborg/core';
import { Gunzip } from 'fflate';
import { bunzip2, isBzip2 } from './bunzip2.ts';
import { growing, grown } from './growing.ts';
import { gunzip } from './gunzip.ts';
import { isCompress, uncompress } from './uncompress.ts';

/** What one byte can become: a match of deflate, the longest string of a code, a block of nothing but one run. */
const MOST_EXPANSION = { gzip: 1100, compress: 20_000, bzip2: 20_000 } as const;
type Packer = keyof typeof MOST_EXPANSION;

/** Beyond this a byte of a real image becomes no more than LARGE_RATIO bytes, whatever a packer could make of it. */
const LARGE = 2 ** 30;
const LARGE_RATIO = 64;

/** Whether a file was packed whole. @param start its first 10 bytes at least */
export function isPackedWhole(start: Uint8Array): boolean {
  return packerOf(start) !== undefined;
}

/** What packed a file whole; undefined where nothing did. @param start its first 10 bytes at least */
export function packerOf(start: Uint8Array): Packer | undefined {
  if (start[0] === 0x1f && start[1] === 0x8b && start[2] === 8) return 'gzip';
  if (isCompress(start)) return 'compress';
  return isBzip2(start) ? 'bzip2' : undefined;
}

/**
 * How a file that was packed whole begins, as far as its first bytes tell; others as they are. Of bzip2 they tell
 * nothing: it needs whole blocks.
 */
export function unpackedStart(start: Uint8Array): Uint8Array {
  const packer = packerOf(start);
  if (!packer) return start;
  let first: Uint8Array | undefined;
  const to = growing(4096, 1 << 24);
  try {
    if (packer === 'gzip')
      new Gunzip((part) => {
        first ??= part;
      }).push(start, false);
    if (packer === 'compress') uncompress(start, to);
  } catch {
    // What it is none of after all is nothing that is known.
  }
  return first ?? grown(to);
}

/**
 * The bytes of a FITS file that gzip, compress or bzip2 packed (.fits.gz, .fits.Z, .fits.bz2); others as they are.
 *
 * @throws InvalidInput damaged, cut off, or larger than a real image could be
 */
export function unpackedFits(file: Uint8Array): Uint8Array {
  const packer = packerOf(file);
  if (!packer) return file;
  const most = Math.min(MOST_EXPANSION[packer] * file.length, Math.max(LARGE, LARGE_RATIO * file.length));
  const to = growing(guessOf(file, packer), most);
  try {
    ({ gzip: gunzip, compress: uncompress, bzip2: bunzip2 })[packer](file, to);
  } catch (error) {
    throw new InvalidInput(`the file is packed by ${packer} and damaged: ${sentenceOf(error)}`);
  }
  return grown(to);
}

/** The last four bytes that gzip writes say how many there were, of the last member at least (RFC 1952). */
function guessOf(file: Uint8Array, packer: Packer): number {
  const usual = 3 * file.length;
  if (packer !== 'gzip' || file.length < 18) return usual;
  return Math.max(file.length, new DataView(file.buffer, file.byteOffset).getUint32(file.length - 4, true));
}
