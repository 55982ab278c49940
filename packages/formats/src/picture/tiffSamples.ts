import { InvalidInput, type PixelArray, type Pixels, sentenceOf } from '@uraniborg/core';
import { decompress as unzstd } from 'fzstd';
import { inflate } from '../inflate.ts';
import { unpackFax } from './fax/unpackFax.ts';
import { decodeJpeg } from './jpegDecoder/decodeJpeg.ts';
import { unpackLzw } from './lzw.ts';
import type { TiffLayout } from './tiffLayout.ts';

/**
 * The samples of one strip or tile.
 *
 * @param rows how many rows of it are wanted
 * @param channels how many samples of each pixel stand together
 * @throws InvalidInput when it is damaged or has fewer
 */
export function tiffSamples(
  stored: Uint8Array,
  layout: TiffLayout,
  rows: number,
  channels: number,
  littleEndian: boolean,
): PixelArray {
  const { bits, kind, tile, predictor } = layout;
  if (layout.compression === 'JPEG') return jpegSamples(stored, layout, rows, channels);
  const perRow = tile.width * channels;
  const rowBytes = Math.ceil((perRow * bits) / 8);
  const packed = layout.lowBitFirst ? reversedBits(stored) : stored;
  // Zstandard gives all or nothing, and the last tiles hold rows that nobody wants.
  const bytes =
    layout.compression === 'fax'
      ? ofTiff(() => unpackFax(packed, tile.width, rows, layout.fax))
      : unpacked(packed, layout.compression, rowBytes * (layout.compression === 'zstd' ? tile.height : rows));
  if (bytes.length < rowBytes * rows) throw new InvalidInput('The TIFF file has fewer pixels than its size needs');
  if (bits < 16 && bits !== 8) return spread(bytes, bits, perRow, rows);
  const wide = predictor === 'floating point' ? undoFloatDifferences(bytes, rowBytes, bits / 8, channels) : bytes;
  const little = predictor === 'floating point' ? false : littleEndian;
  const samples = numbersOf(wide.subarray(0, rowBytes * rows), bits, kind, little);
  if (predictor === 'differences') undoDifferences(samples, perRow, channels);
  return samples;
}

/** A strip or tile that is a JPEG but for its tables, which stand in the directory (supplement 2 to TIFF 6.0). */
function jpegSamples(stored: Uint8Array, { tile, jpeg }: TiffLayout, rows: number, channels: number): Uint8Array {
  const { width, height, planes, data } = ofTiff(() => decodeJpeg(stored, jpeg));
  if (width !== tile.width || height < rows || planes !== channels)
    throw new InvalidInput('The TIFF file has a JPEG inside that does not fit');
  const size = width * height;
  const samples = new Uint8Array(width * rows * planes);
  for (let plane = 0; plane < planes; plane++)
    for (let i = 0; i < width * rows; i++) samples[i * planes + plane] = data[plane * size + i] as number;
  return samples;
}

/** The picture of a file that holds it as one JPEG, whatever its strips are. */
export function wholeJpeg(
  file: Uint8Array,
  { width, height, channels, jpeg }: TiffLayout,
  { begin, length }: NonNullable<TiffLayout['whole']>,
): Pixels {
  // A few programs wrote its tables and what they are for apart.
  if (begin === 0 || file[begin] !== 0xff || file[begin + 1] !== 0xd8)
    throw new InvalidInput('The TIFF file has a JPEG in pieces inside, which cannot be read; save it without loss');
  const stored = file.subarray(begin, length > 0 ? begin + length : file.length);
  const pixels = ofTiff(() => decodeJpeg(stored, { colours: jpeg.colours }));
  if (pixels.width !== width || pixels.height !== height || pixels.planes !== channels)
    throw new InvalidInput('The TIFF file has a JPEG inside that does not fit');
  return pixels;
}

function ofTiff<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new InvalidInput(`The TIFF file is damaged: ${sentenceOf(error)}`);
  }
}

function unpacked(
  stored: Uint8Array,
  compression: Exclude<TiffLayout['compression'], 'JPEG' | 'fax'>,
  length: number,
): Uint8Array {
  switch (compression) {
    case 'none':
      return stored;
    case 'LZW':
      return unpackLzw(stored, length, { symbolBits: 8, highBitFirst: true, early: true });
    case 'PackBits':
      return unpackBits(stored, length);
    case 'deflate':
    case 'zstd':
      return ofTiff(() =>
        compression === 'zstd' ? unzstd(stored, new Uint8Array(length)) : inflate(stored, length, 'zlib'),
      );
  }
}

/** Each byte with its bits the other way round. */
function reversedBits(bytes: Uint8Array): Uint8Array {
  const reversed = Uint8Array.from({ length: 256 }, (_, byte) => {
    let result = 0;
    for (let bit = 0; bit < 8; bit++) result |= ((byte >> bit) & 1) << (7 - bit);
    return result;
  });
  return bytes.map((byte) => reversed[byte] ?? 0);
}

/** Runs of equal bytes (TIFF 6.0, section 9). */
function unpackBits(stored: Uint8Array, length: number): Uint8Array {
  const result = new Uint8Array(length);
  let at = 0;
  for (let from = 0; from < stored.length && at < length; ) {
    const head = stored[from++] ?? 0;
    if (head === 128) continue;
    const count = Math.min(head < 128 ? head + 1 : 257 - head, length - at);
    if (head < 128) {
      result.set(stored.subarray(from, from + count), at);
      from += head + 1;
    } else result.fill(stored[from++] ?? 0, at, at + count);
    at += count;
  }
  return result.subarray(0, at);
}

/** Samples that are no whole bytes, as they are; rows begin with a byte of their own. */
function spread(bytes: Uint8Array, bits: number, perRow: number, rows: number): Uint8Array | Uint16Array {
  const rowBytes = Math.ceil((perRow * bits) / 8);
  const most = (1 << bits) - 1;
  const result = bits < 8 ? new Uint8Array(perRow * rows) : new Uint16Array(perRow * rows);
  for (let y = 0; y < rows; y++)
    for (let i = 0; i < perRow; i++) {
      const bit = i * bits;
      const at = y * rowBytes + (bit >> 3);
      const word = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
      result[y * perRow + i] = (word >> (24 - bits - (bit & 7))) & most;
    }
  return result;
}

function numbersOf(bytes: Uint8Array, bits: number, kind: TiffLayout['kind'], little: boolean): PixelArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const size = bits / 8;
  const make = <A extends PixelArray>(data: A, read: (at: number) => number): A => {
    for (let i = 0, at = 0; i < data.length; i++, at += size) data[i] = read(at);
    return data;
  };
  const count = bytes.length / size;
  if (bits === 16 && kind === 'float')
    return make(new Float32Array(count), (at) => short(view.getUint16(at, little), HALF));
  if (bits === 24) {
    const [high, middle, low] = little ? [2, 1, 0] : [0, 1, 2];
    const byte = (at: number) => view.getUint8(at);
    const word = (at: number) => (byte(at + high) << 16) | (byte(at + middle) << 8) | byte(at + low);
    return make(new Float32Array(count), (at) => short(word(at), MIDDLE));
  }
  if (bits === 64) return make(new Float64Array(count), (at) => view.getFloat64(at, little));
  if (bits === 32 && kind === 'float') return make(new Float32Array(count), (at) => view.getFloat32(at, little));
  if (bits === 32 && kind === 'signed') return make(new Int32Array(count), (at) => view.getInt32(at, little));
  if (bits === 32) return make(new Uint32Array(count), (at) => view.getUint32(at, little));
  if (bits === 16 && kind === 'signed') return make(new Int16Array(count), (at) => view.getInt16(at, little));
  if (bits === 16) return make(new Uint16Array(count), (at) => view.getUint16(at, little));
  return kind === 'signed' ? make(new Int16Array(count), (at) => view.getInt8(at)) : new Uint8Array(bytes);
}

/** Bits of the exponent and of the fraction: of 16 bits as in IEEE 754, of 24 in Technical Note 3. */
const HALF = [5, 10] as const;
const MIDDLE = [7, 16] as const;

/** Floating point of few bits. */
function short(word: number, [exponents, fractions]: readonly [number, number]): number {
  const sign = word >> (exponents + fractions) === 0 ? 1 : -1;
  const most = 2 ** exponents - 1;
  const [exponent, fraction] = [(word >> fractions) & most, word & (2 ** fractions - 1)];
  if (exponent === most) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  const middle = most >> 1;
  const part = fraction / 2 ** fractions;
  return sign * (exponent === 0 ? part * 2 ** (1 - middle) : (1 + part) * 2 ** (exponent - middle));
}

/** Each sample was written as its difference from the one before in its row; sums wrap as the type does. */
function undoDifferences(samples: PixelArray, perRow: number, channels: number): void {
  for (let i = 0; i < samples.length; i++)
    if (i % perRow >= channels) samples[i] = (samples[i] ?? 0) + (samples[i - channels] ?? 0);
}

/** TIFF Technical Note 3: in each row all highest bytes, then all next ones ..., and differences of those bytes. */
function undoFloatDifferences(bytes: Uint8Array, rowBytes: number, size: number, channels: number): Uint8Array {
  const result = new Uint8Array(bytes.length);
  const count = rowBytes / size;
  for (let row = 0; row + rowBytes <= bytes.length; row += rowBytes) {
    const sums = new Uint8Array(bytes.subarray(row, row + rowBytes));
    for (let i = channels; i < rowBytes; i++) sums[i] = (sums[i] ?? 0) + (sums[i - channels] ?? 0);
    for (let i = 0; i < count; i++)
      for (let byte = 0; byte < size; byte++) result[row + i * size + byte] = sums[byte * count + i] ?? 0;
  }
  return result;
}
