import { InvalidInput } from '@uraniborg/core';
import type { ByteSource } from '../byteSource.ts';
import { plainHeader } from '../encodeFits.ts';
import { packedHeaders } from '../encodePackedFits.ts';
import { type FitsHdu, fitsHdusOf } from '../fitsHdu.ts';
import { BLOCK_BYTES } from '../fitsHeader.ts';
import { cardNumber, type Header } from '../header.ts';
import { rowOrderOf } from '../rowOrder.ts';
import { compressedImage } from './compressedImage.ts';
import { riceBound } from './rice.ts';
import { columnsOf } from './tableColumns.ts';

/**
 * A file of one image of 16-bit integers, packed row by row as it stands: nothing of it is ever held whole. What comes
 * out is what encodePackedFits writes of the frame that readFits reads.
 */
export interface RowsToPack {
  readonly width: number;
  readonly rows: number;
  /** Where the samples begin in the file. */
  readonly dataOffset: number;
  /** What the packed file begins with, before the table of `rows` descriptors; always as long. */
  headers(tiles: { readonly used: number; readonly longest: number }): Uint8Array;
}

/** The same for a packed file, every row of which is a tile. */
export interface RowsToUnpack {
  readonly width: number;
  readonly rows: number;
  /** What the plain file begins with. */
  readonly header: Uint8Array;
  /** Where the heap of tiles begins in the file. */
  readonly heap: number;
  /** Of each row: where its tile begins in the heap, and its bytes. */
  readonly tiles: Uint32Array;
  readonly blockSize: number;
}

/** A wider row is not worth going by rows. */
const WIDEST = 1 << 22;

/** undefined: the file is not so simple, or damaged; readFits knows, or says what is wrong. */
export async function rowsToPack(source: ByteSource): Promise<RowsToPack | undefined> {
  return await unlessInvalid(async () => {
    const [hdu, ...more] = await allOf(source);
    if (!hdu || more.length > 0 || hdu.kind !== 'image' || hdu.bitpix !== 16) return undefined;
    const shape = shapeOf(hdu.axes);
    const zero = zeroOf(hdu.header);
    if (!shape || zero === undefined) return undefined;
    return {
      width: shape.width,
      rows: shape.height * shape.planes,
      dataOffset: hdu.dataOffset,
      headers: (tiles) => packedHeaders(shape, { bitpix: 16, zero, bytes: 2 }, hdu.header, tiles),
    };
  });
}

/** undefined: as for rowsToPack. */
export async function rowsToUnpack(source: ByteSource): Promise<RowsToUnpack | undefined> {
  return await unlessInvalid(async () => {
    const [primary, hdu, ...more] = await allOf(source);
    if (!primary || primary.dataBytes > 0 || hdu?.kind !== 'compressed image' || more.length > 0) return undefined;
    const image = compressedImage(hdu, source.size);
    const { axes, tile, parameters, header, bitpix, algorithm } = image;
    const shape = shapeOf(axes);
    const zero = zeroOf(header);
    const byRows = tile.every((size, i) => size === (i === 0 ? axes[0] : 1));
    const blockSize = parameters.get('BLOCKSIZE') ?? 32;
    const isPlain = /^RICE_(1|ONE)$/.test(algorithm) && bitpix === 16 && (parameters.get('BYTEPIX') ?? 2) === 2;
    if (!shape || zero === undefined || !byRows || !isPlain || (blockSize !== 16 && blockSize !== 32)) return undefined;
    const rows = shape.height * shape.planes;
    const found = await tilesOf(source, hdu, rows, 2 * riceBound(shape.width, 2));
    return (
      found && {
        width: shape.width,
        rows,
        header: plainHeader(shape, { bitpix: 16, zero }, header),
        blockSize,
        ...found,
      }
    );
  });
}

/** The units of a file without anything behind them. */
async function allOf(source: ByteSource): Promise<FitsHdu[]> {
  const all: FitsHdu[] = [];
  for await (const hdu of fitsHdusOf(source)) if (all.push(hdu) > 2) break;
  return all;
}

function shapeOf([width = 0, height = 1, ...rest]: readonly number[]) {
  const planes = rest.reduce((product, axis) => product * axis, 1);
  if (width < 1 || width > WIDEST || height < 1 || (planes !== 1 && planes !== 3)) return undefined;
  return { width, height, planes } as const;
}

/** What is taken off unsigned samples, 0 of signed ones; undefined where samples mean something else, or are turned. */
function zeroOf(header: Header): 0 | 32_768 | undefined {
  const zero = cardNumber(header, 'BZERO') ?? 0;
  if ((cardNumber(header, 'BSCALE') ?? 1) !== 1 || (zero !== 0 && zero !== 32_768)) return undefined;
  return cardNumber(header, 'BLANK') !== undefined || rowOrderOf(header) === 'bottom-up' ? undefined : zero;
}

async function tilesOf(
  source: ByteSource,
  hdu: FitsHdu,
  rows: number,
  longest: number,
): Promise<Pick<RowsToUnpack, 'heap' | 'tiles'> | undefined> {
  const [rowBytes = 0, tableRows = 0] = hdu.axes;
  const column = columnsOf(hdu, rowBytes).get('COMPRESSED_DATA');
  const heap = cardNumber(hdu.header, 'THEAP') ?? rowBytes * tableRows;
  if (column?.code !== 'P' || column.elements !== 'B' || tableRows < rows || !(heap >= 0)) return undefined;
  const { buffer, byteOffset, byteLength } = await source.read(hdu.dataOffset, rowBytes * rows);
  const table = new DataView(buffer, byteOffset, byteLength);
  const tiles = new Uint32Array(2 * rows);
  for (let row = 0; row < rows; row++) {
    const at = row * rowBytes + column.offset;
    const [bytes, begin] = [table.getInt32(at), table.getInt32(at + 4)];
    if (bytes <= 0 || bytes > longest || begin < 0 || heap + begin + bytes > hdu.dataBytes) return undefined;
    tiles[2 * row] = begin;
    tiles[2 * row + 1] = bytes;
  }
  return { heap: hdu.dataOffset + heap, tiles };
}

/** Zeros that fill a FITS file up to a whole block. */
export const paddingOf = (bytes: number): Uint8Array =>
  new Uint8Array((BLOCK_BYTES - (bytes % BLOCK_BYTES)) % BLOCK_BYTES);

async function unlessInvalid<T>(read: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof InvalidInput) return undefined;
    throw error;
  }
}
