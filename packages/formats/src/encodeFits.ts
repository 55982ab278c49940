import { InvalidInput } from '@uraniborg/core';
import { BLOCK_BYTES, formatFitsHeader } from './fitsHeader.ts';
import { copyReversed, type Storage, storageOf } from './fitsSamples.ts';
import type { Frame } from './frame.ts';
import { type Card, card, cardValue, findCard, type Header, isStructural } from './header.ts';

export interface EncodeFitsOptions {
  /** Bytes of one chunk of pixels; rounded up to whole FITS blocks. Default: what stays in the nearer caches. */
  readonly chunkBytes?: number;
}

/**
 * A frame as the bytes of a FITS file: 8-bit pixels as BITPIX 8, 16 bits as 16 (unsigned with BZERO 32768), 32 bits as
 * 32 (unsigned with BZERO 2147483648), floating point as -32 and -64; three planes as NAXIS3 = 3. Rows are written
 * first row first and ROWORDER says TOP-DOWN. The cards that describe the storage are made here; those of the frame's
 * header are dropped.
 *
 * @throws InvalidInput when the pixels do not fill their shape, or a keyword is no text that FITS can hold
 */
export function encodeFits(frame: Frame): Uint8Array {
  const { bytes, header } = prepare(frame);
  const file = new Uint8Array(header.length + padded(bytes.length));
  file.set(header);
  encodeSamples(frame, bytes, file.subarray(header.length));
  return file;
}

/**
 * The same bytes, chunk by chunk: the header, then the pixels. The memory of a chunk is taken again by the next one;
 * writing one while the next is being encoded makes the file as fast as the disk.
 *
 * @throws InvalidInput as encodeFits, before the first chunk
 */
export function* encodeFitsChunks(
  frame: Frame,
  { chunkBytes = 1 << 17 }: EncodeFitsOptions = {},
): Generator<Uint8Array> {
  const { bytes, header } = prepare(frame);
  yield header;
  const step = Math.max(1, Math.ceil(chunkBytes / BLOCK_BYTES)) * BLOCK_BYTES;
  const room = new Uint8Array(Math.min(step, padded(bytes.length)));
  for (let begin = 0; begin < bytes.length; begin += step) {
    const part = bytes.subarray(begin, begin + step);
    const chunk = room.subarray(0, padded(part.length));
    encodeSamples(frame, part, chunk);
    yield chunk;
  }
}

function prepare({ pixels, header }: Frame): { bytes: Uint8Array; header: Uint8Array } {
  const { width, height, planes, data } = pixels;
  if (data.length === 0 || data.length !== width * height * planes)
    throw new InvalidInput(`${data.length} pixels do not fill ${width} x ${height} x ${planes}`);
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { bytes, header: plainHeader(pixels, storageOf(data), header) };
}

/** The header of a FITS file of pixels that are stored so, as whole blocks. */
export function plainHeader(shape: Shape, storage: Storage, header: Header): Uint8Array {
  return formatFitsHeader([...structure(shape, storage, header), ...remaining(header)]);
}

/** `part` of the pixels' bytes, into `chunk`, which is padded with zeros. */
function encodeSamples({ pixels }: Frame, part: Uint8Array, chunk: Uint8Array): void {
  const { bitpix, zero } = storageOf(pixels.data);
  copyReversed(part, chunk, bitpix, zero === 0 ? 'as is' : 'flip on writing');
  chunk.fill(0, part.length);
}

function padded(length: number): number {
  return Math.ceil(length / BLOCK_BYTES) * BLOCK_BYTES;
}

type Shape = Pick<Frame['pixels'], 'width' | 'height' | 'planes'>;

function structure({ width, height, planes }: Shape, { bitpix, zero }: Storage, header: Header): Card[] {
  const integer = bitpix > 0;
  return [
    card('SIMPLE', true, 'file does conform to FITS standard'),
    card('BITPIX', bitpix, 'number of bits per data pixel'),
    card('NAXIS', planes === 3 ? 3 : 2, 'number of data axes'),
    card('NAXIS1', width, 'length of data axis 1'),
    card('NAXIS2', height, 'length of data axis 2'),
    ...(planes === 3 ? [card('NAXIS3', 3, 'length of data axis 3: red, green, blue')] : []),
    ...(integer ? [card('BZERO', zero, 'physical = BZERO + BSCALE * stored'), card('BSCALE', 1)] : []),
    card('ROWORDER', 'TOP-DOWN', 'order of the rows in image array'),
    ...['DATAMIN', 'DATAMAX'].flatMap((keyword) => {
      const known = findCard(header, keyword);
      return known && cardValue(header, keyword) !== undefined ? [known] : [];
    }),
  ];
}

/** What the frame's header says beyond the storage. */
function remaining(header: Header): Header {
  const made = new Set(['ROWORDER', 'DATAMIN', 'DATAMAX']);
  return header.filter(({ keyword }) => !isStructural(keyword) && !made.has(keyword));
}
