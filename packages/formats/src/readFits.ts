import { InvalidInput, type PixelArray } from '@uraniborg/core';
import { withoutNoPattern } from './bayerPattern.ts';
import type { ByteSource } from './byteSource.ts';
import { isCommentary } from './fitsCard.ts';
import { type FitsHdu, fitsHdus, fitsHdusOf } from './fitsHdu.ts';
import { type Bitpix, pixelsOfStored, type Scaling, takeSamples } from './fitsSamples.ts';
import type { Frame } from './frame.ts';
import { readTiles } from './fz/readTiles.ts';
import { cardNumber, cardValue, type Header, isStructural } from './header.ts';
import { unpackedFits } from './packed/packedWhole.ts';
import { flippedHeader, type RowOrder, rowOrderOf } from './rowOrder.ts';
import { fromBytes, fromSource, type Wanting } from './wanting.ts';

export interface ReadFitsOptions {
  /**
   * Which unit, by its number (0 is the primary one) or its EXTNAME, in any letter case. Default: the first that holds
   * an image.
   */
  readonly hdu?: number | string;
  /** Which plane of a cube, 0-based. Default: all, if there are 1 or 3. */
  readonly plane?: number;
  /** How the rows stand where the file does not say: default 'top-down', which leaves them as they are. */
  readonly rowOrder?: RowOrder;
  /** Whether the pixels had best be in memory that threads can share; other ways to get there copy them. Default no. */
  readonly shared?: boolean;
}

/**
 * The image of a FITS file, its first row at the top: a file that says ROWORDER = 'BOTTOM-UP' is turned over, rows and
 * header together (see flippedHeader). Images that were compressed by tiles (fpack, .fz) are read like others, as is a file that was
 * packed whole (see unpackedFits). Pixels are in physical values: BZERO, BSCALE and BLANK are applied. The header is the
 * file's, structural cards included; only a BAYERPAT that says "none" is left out.
 *
 * @throws InvalidInput when the bytes are not FITS, hopeless or truncated, or hold no image that a Frame can be
 */
export function readFits(file: Uint8Array, options: ReadFitsOptions = {}): Frame {
  const bytes = unpackedFits(file);
  let primary: FitsHdu | undefined;
  for (const hdu of fitsHdus(bytes)) {
    primary ??= hdu;
    if (isWanted(hdu, options)) return fromBytes(readHdu(hdu, bytes.length, primary.header, options), bytes);
  }
  throw noImage(options);
}

/**
 * As readFits, of a file of which little more than the pixels are ever held. It is not packed whole (see isPackedWhole).
 *
 * @throws InvalidInput as readFits
 */
export async function readFitsOf(source: ByteSource, options: ReadFitsOptions = {}): Promise<Frame> {
  let primary: FitsHdu | undefined;
  for await (const hdu of fitsHdusOf(source)) {
    primary ??= hdu;
    if (isWanted(hdu, options)) return await fromSource(readHdu(hdu, source.size, primary.header, options), source);
  }
  throw noImage(options);
}

function isWanted(hdu: FitsHdu, { hdu: wanted }: ReadFitsOptions): boolean {
  return wanted === undefined ? hasPixels(hdu) : isNamed(hdu, wanted);
}

function noImage({ hdu }: ReadFitsOptions): InvalidInput {
  return new InvalidInput(hdu === undefined ? 'the FITS file holds no image' : `the FITS file has no part ${hdu}`);
}

function isNamed({ index, name }: FitsHdu, wanted: number | string): boolean {
  return typeof wanted === 'number' ? index === wanted : name?.trim().toUpperCase() === wanted.trim().toUpperCase();
}

function hasPixels(hdu: FitsHdu): boolean {
  return (hdu.kind === 'image' && hdu.dataBytes > 0) || hdu.kind === 'compressed image';
}

function* readHdu(hdu: FitsHdu, fileBytes: number, primary: Header, options: ReadFitsOptions): Wanting<Frame> {
  if (!hasPixels(hdu)) throw new InvalidInput(`part ${hdu.index} of the FITS file holds no image`);
  if (hdu.kind === 'compressed image') return yield* unpacked(hdu, fileBytes, primary, options);
  const shape = shapeOf(hdu.axes, options.plane);
  const header = inherited(hdu, hdu.header, primary);
  const flip = (rowOrderOf(header) ?? options.rowOrder) === 'bottom-up';
  return frameOf(
    shape,
    yield* readSamples(hdu, shape, flip, options.shared),
    flip ? flippedHeader(header, shape.height, 'top-down') : header,
  );
}

function frameOf({ width, height, planes }: Shape, data: PixelArray, header: Header): Frame {
  return { pixels: { width, height, planes, data }, header: withoutNoPattern(header) };
}

/** An image that was compressed by tiles, as fpack does it. */
function* unpacked(hdu: FitsHdu, fileBytes: number, primary: Header, options: ReadFitsOptions): Wanting<Frame> {
  const { image, stored } = yield* readTiles(hdu, fileBytes, options.shared);
  const header = inherited(hdu, image.header, primary);
  const shape = shapeOf(image.axes, options.plane);
  const { width, height, planes, firstPlane } = shape;
  const size = width * height;
  const wanted = stored.subarray(firstPlane * size, (firstPlane + planes) * size);
  const data = pixelsOfStored(wanted, scalingOf(image.header, image.bitpix));
  if ((rowOrderOf(header) ?? options.rowOrder) !== 'bottom-up') return frameOf(shape, data, header);
  for (let plane = 0; plane < planes; plane++) turnRows(data.subarray(plane * size, (plane + 1) * size), width, height);
  return frameOf(shape, data, flippedHeader(header, height, 'top-down'));
}

/** The last row first, in place. */
function turnRows(plane: PixelArray, width: number, height: number): void {
  for (let y = 0; y < height >> 1; y++) {
    const top = plane.slice(y * width, (y + 1) * width);
    plane.copyWithin(y * width, (height - 1 - y) * width, (height - y) * width);
    plane.set(top, (height - 1 - y) * width);
  }
}

function scalingOf(header: Header, bitpix: Bitpix): Scaling {
  return {
    bitpix,
    scale: cardNumber(header, 'BSCALE') ?? 1,
    zero: cardNumber(header, 'BZERO') ?? 0,
    blank: cardNumber(header, 'BLANK'),
  };
}

interface Shape {
  readonly width: number;
  readonly height: number;
  readonly planes: 1 | 3;
  readonly firstPlane: number;
}

function shapeOf(axes: readonly number[], plane: number | undefined): Shape {
  const [width = 0, height = 1, ...rest] = axes;
  const planes = rest.reduce((product, axis) => product * axis, 1);
  if (plane !== undefined) {
    if (!Number.isInteger(plane) || plane < 0 || plane >= planes)
      throw new InvalidInput(`there is no plane ${plane} in an image of ${planes}`, 'plane');
    return { width, height, planes: 1, firstPlane: plane };
  }
  if (planes !== 1 && planes !== 3)
    throw new InvalidInput(`the image has ${planes} planes; choose one of them (0 to ${planes - 1})`, 'NAXIS3');
  return { width, height, planes, firstPlane: 0 };
}

/** Bytes that are asked for at once, in whole rows. */
const BAND = 4 << 20;

function* readSamples(hdu: FitsHdu, shape: Shape, flip: boolean, shared: boolean | undefined): Wanting<PixelArray> {
  const { width, height, planes } = shape;
  const rowBytes = (width * Math.abs(hdu.bitpix)) / 8;
  const begin = hdu.dataOffset + shape.firstPlane * height * rowBytes;
  const samples = takeSamples(width * height * planes, scalingOf(hdu.header, hdu.bitpix), shared);
  const bandRows = Math.max(1, Math.floor(BAND / rowBytes));
  for (let row = 0; row < height * planes; ) {
    const rows = Math.min(bandRows, height * planes - row);
    const band = yield { offset: begin + row * rowBytes, length: rows * rowBytes };
    if (!flip) samples.take(band, row * rowBytes);
    // The rows of each plane, the last one first.
    for (let i = 0; flip && i < rows; i++) {
      const plane = Math.floor((row + i) / height);
      const to = plane * height + (height - 1 - (row + i - plane * height));
      samples.take(band.subarray(i * rowBytes, (i + 1) * rowBytes), to * rowBytes);
    }
    row += rows;
  }
  return samples.pixels();
}

/** The header of an extension, and of one that says INHERIT = T also what the primary header says and it does not. */
function inherited(hdu: FitsHdu, own: Header, primary: Header): Header {
  if (hdu.index === 0 || cardValue(hdu.header, 'INHERIT') !== true) return own;
  const said = new Set(own.map(({ keyword }) => keyword));
  return [
    ...own,
    ...primary.filter(({ keyword }) => !isStructural(keyword) && (isCommentary(keyword) || !said.has(keyword))),
  ];
}
