import { InvalidInput, type PixelArray, sentenceOf } from '@uraniborg/core';
import type { FitsHdu } from '../fitsHdu.ts';
import { copyReversed, isUnsigned } from '../fitsSamples.ts';
import { cardNumber, type Header } from '../header.ts';
import { inflate } from '../inflate.ts';
import type { Part, Wanting } from '../wanting.ts';
import { type CompressedImage, compressedImage } from './compressedImage.ts';
import { ditherOf } from './dither.ts';
import { hcompressDecode } from './hcompress.ts';
import { plioDecode } from './plio.ts';
import type { RiceSamples } from './rice.ts';
import { riceDecode } from './riceTile.ts';
import { type TileTable, tileTable } from './tableColumns.ts';

export interface Uncompressed {
  readonly image: CompressedImage;
  /** As stored: BZERO, BSCALE and BLANK are still to be applied. Only what is 16 bits without a sign is so already. */
  readonly stored: PixelArray;
}

/** Tiles that lie together are asked for at once, so many bytes of them. */
const TOGETHER = 4 << 20;
/** No code makes more of a tile than this, and a little: what a table says beyond it is not there to be unpacked. */
const MOST_GROWTH = 4;

/** Where a tile may be, in the order in which it is looked for, and how it is packed there: as the image says, or so. */
const COLUMNS = { COMPRESSED_DATA: 'as the image', GZIP_COMPRESSED_DATA: 'gzip', UNCOMPRESSED_DATA: 'not' } as const;

/**
 * The samples of a tile-compressed image (FITS standard 4.0, section 10): RICE_1, GZIP_1 and GZIP_2, HCOMPRESS_1,
 * PLIO_1 and NOCOMPRESS, integers and quantised floating point, dithered or not.
 *
 * @param fileBytes how large the file is
 * @param shared whether the samples had best be in memory that threads can share
 * @throws InvalidInput when it is damaged, impossible, or compressed in another way
 */
export function* readTiles(hdu: FitsHdu, fileBytes: number, shared = false): Wanting<Uncompressed> {
  const image = compressedImage(hdu, fileBytes);
  const table = yield* tileTable(hdu);
  const { axes, tile } = image;
  const length = axes.reduce((product, axis) => product * axis, 1);
  const stored = emptySamples(image, length, shared);
  const counts = axes.map((axis, i) => Math.ceil(axis / (tile[i] ?? 1)));
  const tiles = counts.reduce((product, count) => product * count, 1);
  if (table.rows < tiles) throw new InvalidInput(`the compressed image needs ${tiles} tiles; ${table.rows} are there`);
  const mostBytes = MOST_GROWTH * 8 * tile.reduce((product, size) => product * size, 1) + 65_536;
  for (let row = 0; row < tiles; ) {
    const together = tilesTogether(table, row, tiles, mostBytes);
    const { offset } = together.part;
    const bytes = yield together.part;
    for (const { packed, part } of together.tiles) {
      const box = boxOf(row, counts, axes, tile);
      const length = box.reduce((product, { size }) => product * size, 1);
      // A tile of whole rows is decoded where it belongs.
      const at = box.slice(1).every(({ size }) => size === 1) ? placeOf(box, axes) : undefined;
      const room = at === undefined ? emptySamples(image, length) : stored.subarray(at, at + length);
      const own = bytes.subarray(part.offset - offset, part.offset - offset + part.length);
      const samples = decodeTile(own, packed, table, row, image, room);
      if (at === undefined || samples !== room) place(samples, box, axes, stored);
      row++;
    }
  }
  return { image, stored };
}

interface TilePlace {
  readonly packed: (typeof COLUMNS)[keyof typeof COLUMNS];
  readonly part: Part;
}

/** As many of the tiles from a row on as lie together, one at least, and the part of the file that they are in. */
function tilesTogether(table: TileTable, row: number, end: number, mostBytes: number) {
  const tiles: TilePlace[] = [];
  let [low, high] = [Number.POSITIVE_INFINITY, 0];
  for (let next = row; next < end; next++) {
    const tile = tilePlace(table, next, mostBytes);
    const from = Math.min(low, tile.part.offset);
    const to = Math.max(high, tile.part.offset + tile.part.length);
    if (tiles.length > 0 && to - from > TOGETHER) break;
    [low, high] = [from, to];
    tiles.push(tile);
  }
  return { tiles, part: { offset: low, length: high - low } };
}

function tilePlace(table: TileTable, row: number, mostBytes: number): TilePlace {
  for (const [column, packed] of Object.entries(COLUMNS)) {
    const part = table.place(column, row);
    if (part) return { packed, part: { offset: part.offset, length: Math.min(part.length, mostBytes) } };
  }
  throw new InvalidInput(`tile ${row} of the compressed image is missing; the file is damaged`);
}

/** The pixels of a tile along each axis. */
function boxOf(row: number, counts: readonly number[], axes: readonly number[], tile: readonly number[]) {
  let rest = row;
  return axes.map((axis, i) => {
    const count = counts[i] ?? 1;
    const begin = (rest % count) * (tile[i] ?? 1);
    rest = Math.floor(rest / count);
    return { begin, size: Math.min(tile[i] ?? 1, axis - begin) };
  });
}

function emptySamples({ bitpix, header }: CompressedImage, length: number, shared = false): PixelArray {
  const bytes = (length * Math.abs(bitpix)) / 8;
  const room = shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
  switch (bitpix) {
    case 8:
      return new Uint8Array(room);
    case 16: {
      const scale = cardNumber(header, 'BSCALE') ?? 1;
      const unsigned = isUnsigned({ bitpix, scale, zero: cardNumber(header, 'BZERO') ?? 0 });
      return unsigned ? new Uint16Array(room) : new Int16Array(room);
    }
    case -32:
      return new Float32Array(room);
    case -64:
      return new Float64Array(room);
    default:
      return new Int32Array(room);
  }
}

/** The samples of a tile: in `room` unless they have to be of another kind first. */
function decodeTile(
  bytes: Uint8Array,
  packed: TilePlace['packed'],
  table: TileTable,
  row: number,
  image: CompressedImage,
  room: PixelArray,
): PixelArray {
  // Tiles that did not get smaller or could not be quantised lie beside, packed by gzip or as they are.
  if (packed === 'gzip') return unzip(bytes, room, false);
  if (packed === 'not') return fromBigEndian(bytes, room);
  const scale = image.bitpix < 0 ? table.number('ZSCALE', row) : undefined;
  const quantised = image.bitpix < 0 && image.quantisation !== 'none' && scale !== undefined && scale !== 0;
  if (!quantised) return unpack(bytes, image, room);
  const whole = unpack(bytes, image, new Int32Array(room.length));
  return unquantised(whole, table, row, image, scale);
}

function unpack(
  bytes: Uint8Array,
  { algorithm, parameters, bitpix, header }: CompressedImage,
  to: PixelArray,
): PixelArray {
  const { length } = to;
  switch (algorithm) {
    case 'RICE_1':
    case 'RICE_ONE':
      return unrice(bytes, to, parameters, bitpix);
    case 'GZIP_1':
      return unzip(bytes, to, false);
    case 'GZIP_2':
      return unzip(bytes, to, true);
    case 'HCOMPRESS_1':
      return whole(hcompressDecode(bytes, length, (parameters.get('SMOOTH') ?? 0) > 0), to);
    case 'NOCOMPRESS':
      return fromBigEndian(bytes, to);
    case 'PLIO_1':
      return whole(signed(plioDecode(bytes, length), header), to);
    default:
      throw new InvalidInput(
        `the image is compressed by ${algorithm || 'nothing named'}, which cannot be read here`,
        'ZCMPTYPE',
      );
  }
}

/** A list knows nothing below zero: cfitsio keeps unsigned samples in it as they are, not as FITS stores them. */
function signed(numbers: Int32Array, header: Header): Int32Array {
  const zero = cardNumber(header, 'BZERO');
  return zero === 32_768 ? numbers.map((value) => value - zero) : numbers;
}

/** A scale that loses can take numbers beyond what the image can hold: they become the nearest that it can. */
function whole(numbers: Float64Array | RiceSamples, to: PixelArray): PixelArray {
  const [low, high] = LIMITS[to.BYTES_PER_ELEMENT] ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const zero = to instanceof Uint16Array ? HALF : 0;
  for (let i = 0; i < to.length; i++) to[i] = zero + Math.max(low, Math.min(high, numbers[i] as number));
  return to;
}

/** What FITS takes off unsigned samples of 16 bits; of the bits themselves it is the highest. */
const HALF = 0x8000;

/** Of whole numbers by their bytes, as they are stored. */
const LIMITS: Readonly<Record<number, readonly [number, number]>> = {
  1: [0, 255],
  2: [-32_768, 32_767],
  4: [-2_147_483_648, 2_147_483_647],
};

function unrice(
  bytes: Uint8Array,
  to: PixelArray,
  parameters: ReadonlyMap<string, number>,
  bitpix: number,
): PixelArray {
  const blockSize = parameters.get('BLOCKSIZE') ?? 32;
  const width = parameters.get('BYTEPIX') ?? (bitpix > 0 ? bitpix / 8 : 4);
  if (blockSize !== 16 && blockSize !== 32) throw new InvalidInput(`BLOCKSIZE is ${blockSize}; it must be 16 or 32`);
  if (width !== 1 && width !== 2 && width !== 4) throw new InvalidInput(`BYTEPIX is ${width}; it must be 1, 2 or 4`);
  if (width === 2 && to instanceof Uint16Array) {
    riceDecode(bytes, to, blockSize, HALF);
    return to;
  }
  const Samples = width === 1 ? Uint8Array : width === 2 ? Int16Array : Int32Array;
  const samples: RiceSamples = to instanceof Samples ? to : new Samples(to.length);
  riceDecode(bytes, samples, blockSize);
  return samples === to ? to : whole(samples, to);
}

function unzip(bytes: Uint8Array, to: PixelArray, shuffled: boolean): PixelArray {
  const { length, BYTES_PER_ELEMENT: size } = to;
  let plain: Uint8Array;
  try {
    plain = inflate(bytes, length * size + 1, 'gzip');
  } catch (error) {
    throw new InvalidInput(`a tile packed by gzip is damaged: ${sentenceOf(error)}`);
  }
  if (plain.length !== length * size)
    throw new InvalidInput(`a tile packed by gzip gives ${plain.length} bytes instead of ${length * size}`);
  if (!shuffled) return fromBigEndian(plain, to);
  const ordered = new Uint8Array(plain.length);
  for (let part = 0; part < size; part++)
    for (let i = 0; i < length; i++) ordered[i * size + part] = plain[part * length + i] as number;
  return fromBigEndian(ordered, to);
}

function fromBigEndian(bytes: Uint8Array, to: PixelArray): PixelArray {
  const target = new Uint8Array(to.buffer, to.byteOffset, to.byteLength);
  if (bytes.length !== target.length)
    throw new InvalidInput(`a tile has ${bytes.length} bytes instead of ${target.length}; the file is damaged`);
  const bits = to.BYTES_PER_ELEMENT * 8;
  const signs = to instanceof Uint16Array ? 'flip on reading' : 'as is';
  copyReversed(bytes, target, bits === 8 ? 8 : bits === 16 ? 16 : bits === 32 ? 32 : 64, signs);
  return to;
}

/** What a quantised tile has for a pixel without a value, and (dither 2 only) for one that is exactly zero. */
const NO_VALUE = -2_147_483_647;
const ZERO = -2_147_483_646;

function unquantised(
  whole: PixelArray,
  table: TileTable,
  row: number,
  image: CompressedImage,
  scale: number,
): PixelArray {
  const zero = table.number('ZZERO', row) ?? 0;
  const blank = table.number('ZBLANK', row) ?? NO_VALUE;
  const result = emptySamples(image, whole.length);
  const dithered = image.quantisation !== 'no dither';
  const random = dithered ? ditherOf(row, image.ditherSeed) : () => 0.5;
  const exactZero = image.quantisation === 'dither 2';
  for (let i = 0; i < whole.length; i++) {
    const value = whole[i] as number;
    const shift = random() - 0.5;
    if (value === blank || value === NO_VALUE) result[i] = Number.NaN;
    else if (exactZero && value === ZERO) result[i] = 0;
    else result[i] = (value - shift) * scale + zero;
  }
  return result;
}

/** Puts a tile's samples where they belong, run by run of the first axis. */
function place(
  tile: PixelArray,
  box: readonly { begin: number; size: number }[],
  axes: readonly number[],
  to: PixelArray,
): void {
  const [first] = box;
  if (!first) return;
  const runs = tile.length / first.size;
  for (let run = 0; run < runs; run++)
    to.set(tile.subarray(run * first.size, (run + 1) * first.size), placeOf(box, axes, run));
}

/** Where the samples of a run of a tile begin. */
function placeOf(box: readonly { begin: number; size: number }[], axes: readonly number[], run = 0): number {
  const [first, ...others] = box;
  let rest = run;
  let at = first?.begin ?? 0;
  let stride = axes[0] ?? 1;
  for (const [i, { begin, size }] of others.entries()) {
    at += (begin + (rest % size)) * stride;
    rest = Math.floor(rest / size);
    stride *= axes[i + 1] ?? 1;
  }
  return at;
}
