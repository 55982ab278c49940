import { InvalidInput } from '@uraniborg/core';
import { BLOCK_BYTES, formatFitsHeader } from './fitsHeader.ts';
import { storageOf } from './fitsSamples.ts';
import type { Frame } from './frame.ts';
import { type RiceSamples, riceBound } from './fz/rice.ts';
import { riceEncode } from './fz/riceTile.ts';
import { card, type Header, isStructural } from './header.ts';

/**
 * A frame of integers as the bytes of a compressed FITS file (.fits.fz), without loss: every row a tile of Rice's code
 * in a binary table, as fpack writes it (FITS standard 4.0, section 10). Half to a third of the size for camera frames.
 *
 * @throws InvalidInput when the pixels are floating point, which Rice's code cannot hold without loss, or do not fill
 *   their shape
 */
export function encodePackedFits({ pixels, header }: Frame): Uint8Array {
  const { width, height, planes, data } = pixels;
  if (data.length === 0 || data.length !== width * height * planes)
    throw new InvalidInput(`${data.length} pixels do not fill ${width} x ${height} x ${planes}`);
  if (data instanceof Float32Array || data instanceof Float64Array)
    throw new InvalidInput('floating-point pixels lose by Rice compression; write them as plain FITS');
  const { bitpix, zero } = storageOf(data);
  const rows = height * planes;
  const bound = riceBound(width, data.BYTES_PER_ELEMENT);
  const heap = new Uint8Array(rows * bound);
  const table = new DataView(new ArrayBuffer(rows * 8));
  let used = 0;
  let longest = 0;
  for (let row = 0; row < rows; row++) {
    const values = data.subarray(row * width, (row + 1) * width);
    const to = heap.subarray(used, used + bound);
    const length = values instanceof Uint16Array ? riceEncode(values, to, 32, 0x8000) : riceEncode(signed(values), to);
    table.setInt32(row * 8, length);
    table.setInt32(row * 8 + 4, used);
    used += length;
    longest = Math.max(longest, length);
  }
  // Offsets in the table are signed 32-bit numbers.
  if (used > 0x7fffffff) throw new InvalidInput('the compressed frame is larger than 2 GB; write it as plain FITS');
  const headers = packedHeaders(pixels, { bitpix, zero, bytes: data.BYTES_PER_ELEMENT }, header, { used, longest });
  const body = rows * 8 + used;
  const file = new Uint8Array(headers.length + Math.ceil(body / BLOCK_BYTES) * BLOCK_BYTES);
  file.set(headers);
  file.set(new Uint8Array(table.buffer), headers.length);
  file.set(heap.subarray(0, used), headers.length + rows * 8);
  return file;
}

/** How the samples were stored before they were packed. */
interface Samples {
  readonly bitpix: number;
  readonly zero: number;
  readonly bytes: number;
}

/**
 * Both headers of a compressed file. Their length does not depend on how much the tiles need.
 * @param tiles bytes of all, and of the longest
 */
export function packedHeaders(
  shape: Shape,
  { bitpix, zero, bytes }: Samples,
  header: Header,
  { used, longest }: { used: number; longest: number },
): Uint8Array {
  const head = formatFitsHeader(PRIMARY);
  const description = formatFitsHeader([
    ...tableCards({ rows: shape.height * shape.planes, used, longest }),
    ...imageCards(shape, bitpix, zero, bytes),
    ...header.filter(({ keyword }) => !isStructural(keyword) && keyword !== 'ROWORDER' && keyword !== 'EXTNAME'),
  ]);
  const both = new Uint8Array(head.length + description.length);
  both.set(head);
  both.set(description, head.length);
  return both;
}

type Shape = Pick<Frame['pixels'], 'width' | 'height' | 'planes'>;

const PRIMARY: Header = [
  card('SIMPLE', true, 'file does conform to FITS standard'),
  card('BITPIX', 8),
  card('NAXIS', 0),
  card('EXTEND', true, 'the image is in the extension'),
];

/** FITS stores unsigned samples less half of their range, which is the same bits with the highest one flipped. */
function signed(row: Uint8Array | Int16Array | Int32Array | Uint32Array): RiceSamples {
  if (!(row instanceof Uint32Array)) return row;
  return Int32Array.from(row, (value) => value ^ 0x80000000);
}

function tableCards({ rows, used, longest }: { rows: number; used: number; longest: number }): Header {
  return [
    card('XTENSION', 'BINTABLE', 'binary table extension'),
    card('BITPIX', 8),
    card('NAXIS', 2),
    card('NAXIS1', 8, 'bytes of a row of the table'),
    card('NAXIS2', rows, 'rows of the table'),
    card('PCOUNT', used, 'bytes of compressed tiles'),
    card('GCOUNT', 1),
    card('TFIELDS', 1),
    card('TTYPE1', 'COMPRESSED_DATA'),
    card('TFORM1', `1PB(${longest})`),
    card('EXTNAME', 'COMPRESSED_IMAGE'),
  ];
}

function imageCards({ width, height, planes }: Shape, bitpix: number, zero: number, bytes: number): Header {
  return [
    card('ZIMAGE', true, 'the table holds a compressed image'),
    card('ZSIMPLE', true),
    card('ZBITPIX', bitpix, 'number of bits per data pixel'),
    card('ZNAXIS', planes === 3 ? 3 : 2, 'number of data axes'),
    card('ZNAXIS1', width, 'length of data axis 1'),
    card('ZNAXIS2', height, 'length of data axis 2'),
    ...(planes === 3 ? [card('ZNAXIS3', 3, 'length of data axis 3: red, green, blue')] : []),
    card('ZTILE1', width, 'every row is a tile'),
    card('ZTILE2', 1),
    ...(planes === 3 ? [card('ZTILE3', 1)] : []),
    card('ZCMPTYPE', 'RICE_1', 'compression'),
    card('ZNAME1', 'BLOCKSIZE'),
    card('ZVAL1', 32, 'pixels of a block'),
    card('ZNAME2', 'BYTEPIX'),
    card('ZVAL2', bytes, 'bytes of a pixel'),
    card('BZERO', zero, 'physical = BZERO + BSCALE * stored'),
    card('BSCALE', 1),
    card('ROWORDER', 'TOP-DOWN', 'order of the rows in image array'),
  ];
}
