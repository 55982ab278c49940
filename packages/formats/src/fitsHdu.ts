import { InvalidInput } from '@uraniborg/core';
import type { ByteSource } from './byteSource.ts';
import { BLOCK_BYTES, type ParsedHeader, parseFitsHeader } from './fitsHeader.ts';
import type { Bitpix } from './fitsSamples.ts';
import { cardNumber, cardText, cardValue, type Header } from './header.ts';
import { unpackedFits } from './packed/packedWhole.ts';

/** A header and data unit of a FITS file: where it stands and how it is laid out. */
export interface FitsHdu {
  /** 0 is the primary one. */
  readonly index: number;
  readonly kind: 'image' | 'table' | 'binary table' | 'compressed image' | 'other';
  /** EXTNAME. */
  readonly name: string | undefined;
  readonly header: Header;
  readonly bitpix: Bitpix;
  /** NAXIS1, NAXIS2 ...; empty when there are no data. */
  readonly axes: readonly number[];
  /** Bytes from the start of the file, and how many without padding. */
  readonly dataOffset: number;
  readonly dataBytes: number;
}

/** More than any file has that a person made; ends the walk through a hostile chain. */
const MAX_HDUS = 10_000;
/** Of all headers together: each takes room. */
const MAX_CARDS = 500_000;

/**
 * The units of a FITS file, one after the other, as they are asked for; places in one that gzip packed are those of
 * what was packed.
 *
 * @param fileSize where `file` is only the beginning of one: then those units whose headers are in it
 * @throws InvalidInput when the bytes are not FITS, a header is hopeless, or the file ends before its data do
 */
export function* fitsHdus(file: Uint8Array, fileSize = file.length): Generator<FitsHdu> {
  const bytes = unpackedFits(file);
  const size = bytes === file ? fileSize : bytes.length;
  const magic = new TextDecoder('latin1').decode(bytes.subarray(0, 9));
  if (!/^SIMPLE *=/i.test(magic))
    throw new InvalidInput('this is not a FITS file: it does not begin with the keyword SIMPLE', 'byte 0');
  let [offset, cards] = [0, 0];
  for (let index = 0; index < MAX_HDUS && hasMore(bytes, offset, index); index++) {
    const { header, dataOffset } = parseFitsHeader(bytes, offset);
    cards += header.length;
    demandFewer(cards);
    const hdu = layout(header, index, dataOffset);
    if (dataOffset + hdu.dataBytes > size)
      throw new InvalidInput(
        `the FITS file is truncated: part ${index} needs ${hdu.dataBytes} bytes of data, ${size - dataOffset} are there`,
        `byte ${size}`,
      );
    yield hdu;
    offset = dataOffset + Math.ceil(hdu.dataBytes / BLOCK_BYTES) * BLOCK_BYTES;
  }
}

function demandFewer(cards: number): void {
  if (cards > MAX_CARDS) throw new InvalidInput(`the headers have more than ${MAX_CARDS} cards: no file has`, 'END');
}

/** More bytes than any header has that a person made. */
const MAX_HEADER_BYTES = 4 << 20;

/**
 * The same units of a file of which only the headers are read.
 *
 * @throws InvalidInput as fitsHdus
 */
export async function* fitsHdusOf(source: ByteSource): AsyncGenerator<FitsHdu> {
  let [offset, cards] = [0, 0];
  for (let index = 0; index < MAX_HDUS; index++) {
    if (index > 0 && (source.size < offset + 8 || !hasMore(await source.read(offset, 8), 0, index))) return;
    const { header, dataOffset } = await headerOf(source, offset);
    cards += header.length;
    demandFewer(cards);
    const hdu = layout(header, index, offset + dataOffset);
    const next = hdu.dataOffset + Math.ceil(hdu.dataBytes / BLOCK_BYTES) * BLOCK_BYTES;
    if (hdu.dataOffset + hdu.dataBytes > source.size)
      throw new InvalidInput(`the FITS file is truncated: part ${index} needs ${hdu.dataBytes} bytes of data`);
    yield hdu;
    offset = next;
  }
}

async function headerOf(source: ByteSource, offset: number): Promise<ParsedHeader> {
  for (let blocks = 8; ; blocks *= 4) {
    const bytes = await source.read(offset, Math.min(blocks * BLOCK_BYTES, source.size - offset));
    try {
      return parseFitsHeader(bytes);
    } catch (error) {
      if (offset + bytes.length >= source.size || bytes.length > MAX_HEADER_BYTES) throw error;
    }
  }
}

/** Extensions begin with XTENSION; anything else after the last unit is padding or junk, which the standard allows. */
function hasMore(bytes: Uint8Array, offset: number, index: number): boolean {
  if (index === 0) return true;
  return new TextDecoder('latin1').decode(bytes.subarray(offset, offset + 8)).toUpperCase() === 'XTENSION';
}

function layout(header: Header, index: number, dataOffset: number): FitsHdu {
  const bitpix = whole(header, 'BITPIX', -64, 64);
  if (!isBitpix(bitpix)) throw new InvalidInput(`BITPIX is ${bitpix}; it must be 8, 16, 32, 64, -32 or -64`, 'BITPIX');
  const axisCount = whole(header, 'NAXIS', 0, 999);
  const axes: number[] = [];
  for (let axis = 1; axis <= axisCount; axis++) axes.push(whole(header, `NAXIS${axis}`, 0, Number.MAX_SAFE_INTEGER));
  const extra = cardNumber(header, 'PCOUNT') === undefined ? 0 : whole(header, 'PCOUNT', 0, Number.MAX_SAFE_INTEGER);
  const groups = cardNumber(header, 'GCOUNT') === undefined ? 1 : whole(header, 'GCOUNT', 0, Number.MAX_SAFE_INTEGER);
  // In random groups the first axis is 0 by definition and does not count.
  const random = index === 0 && axes[0] === 0 && cardValue(header, 'GROUPS') === true;
  const counted = random ? axes.slice(1) : axes;
  const samples = counted.length === 0 ? 0 : counted.reduce((product, axis) => product * axis, 1);
  const extension = index > 0;
  const dataBytes = (Math.abs(bitpix) / 8) * (extension || random ? groups * (extra + samples) : samples);
  if (!Number.isSafeInteger(dataBytes))
    throw new InvalidInput(`the axes ${axes.join(' x ')} are larger than any file can be`, 'NAXIS');
  const kind = kindOf(header, index, random);
  return { index, kind, name: cardText(header, 'EXTNAME'), header, bitpix, axes, dataOffset, dataBytes };
}

function kindOf(header: Header, index: number, random: boolean): FitsHdu['kind'] {
  if (index === 0) return random ? 'other' : 'image';
  switch (cardText(header, 'XTENSION')?.trim().toUpperCase()) {
    case 'IMAGE':
    case 'IUEIMAGE':
      return 'image';
    case 'TABLE':
      return 'table';
    case 'BINTABLE':
    case 'A3DTABLE':
      return cardValue(header, 'ZIMAGE') === true ? 'compressed image' : 'binary table';
    default:
      return 'other';
  }
}

function isBitpix(value: number): value is Bitpix {
  return [8, 16, 32, 64, -32, -64].includes(value);
}

/** A whole number that a header must have. */
function whole(header: Header, keyword: string, min: number, max: number): number {
  const value = cardNumber(header, keyword);
  if (value === undefined) throw new InvalidInput(`the FITS header has no usable ${keyword}`, keyword);
  if (!Number.isInteger(value) || value < min || value > max)
    throw new InvalidInput(`${keyword} is ${value}; it must be a whole number from ${min} to ${max}`, keyword);
  return value;
}
