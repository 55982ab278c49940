import { InvalidInput, sentenceOf } from '@uraniborg/core';
import { Gunzip } from 'fflate';
import { inflate } from './inflate.ts';

/** Beyond this a byte of a real image becomes no more than LARGE_RATIO bytes, though gzip could make a thousand of it. */
const LARGE = 2 ** 30;
const LARGE_RATIO = 64;

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;
}

/** How a file that gzip packed begins, as far as its first bytes tell; others as they are. */
export function unzippedStart(start: Uint8Array): Uint8Array {
  if (!isGzip(start)) return start;
  let first: Uint8Array | undefined;
  try {
    new Gunzip((part) => {
      first ??= part;
    }).push(start, false);
  } catch {
    // What is no gzip after all is nothing that is known.
  }
  return first ?? new Uint8Array();
}

/**
 * The bytes of a FITS file that the program gzip packed (.fits.gz); others as they are.
 *
 * @throws InvalidInput damaged, cut off, or larger than a real image could be
 */
export function unzippedFits(file: Uint8Array): Uint8Array {
  if (!isGzip(file)) return file;
  // The last four bytes say how many there were (RFC 1952).
  const length = file.length < 18 ? 0 : new DataView(file.buffer, file.byteOffset).getUint32(file.length - 4, true);
  if (length > 1100 * file.length || (length > LARGE && length > LARGE_RATIO * file.length))
    throw new InvalidInput(`${file.length} bytes packed by gzip cannot be the ${length} of an image`);
  try {
    const bytes = inflate(file, length + 1, 'gzip');
    if (bytes.length === length) return bytes;
    throw new InvalidInput(`it gives ${bytes.length} bytes instead of ${length}`);
  } catch (error) {
    throw new InvalidInput(`the file is packed by gzip and damaged: ${sentenceOf(error)}`);
  }
}
