import { InvalidInput } from '@uraniborg/core';
import type { FitsHdu } from '../fitsHdu.ts';
import type { Bitpix } from '../fitsSamples.ts';
import { card, cardNumber, cardText, type Header, isStructural } from '../header.ts';

/** How a compressed image is laid out in its table (FITS standard 4.0, section 10.1). */
export interface CompressedImage {
  readonly bitpix: Bitpix;
  readonly axes: readonly number[];
  readonly tile: readonly number[];
  readonly algorithm: string;
  /** ZNAMEi and ZVALi. */
  readonly parameters: ReadonlyMap<string, number>;
  readonly quantisation: 'none' | 'no dither' | 'dither 1' | 'dither 2';
  readonly ditherSeed: number;
  /** The image's own header, as it was before it was compressed. */
  readonly header: Header;
}

/** More bytes than this for every byte of the file no codec gives back: gzip's best is about 1030. */
const MOST_EXPANSION = 1200;
/** An empty mask has a few bytes for each tile, however large that is. */
const MOST_OF_NOTHING = 20_000;
/** Beyond this many bytes an image has at least one of LARGE_EXPANSION in the file. */
const LARGE = 2 ** 30;
const LARGE_EXPANSION = 64;

/** @throws InvalidInput when the header does not describe an image that can be */
export function compressedImage(hdu: FitsHdu, fileBytes: number): CompressedImage {
  const { header } = hdu;
  const bitpix = number(header, 'ZBITPIX');
  if (!isBitpix(bitpix)) throw new InvalidInput(`ZBITPIX is ${bitpix}; it must be 8, 16, 32, -32 or -64`, 'ZBITPIX');
  const count = number(header, 'ZNAXIS');
  if (count < 1 || count > 16) throw new InvalidInput(`a compressed image of ${count} axes cannot be read`, 'ZNAXIS');
  const axes = Array.from({ length: count }, (_, i) => number(header, `ZNAXIS${i + 1}`));
  const algorithm = (cardText(header, 'ZCMPTYPE') ?? '').trim().toUpperCase();
  const expansion = /^(HCOMPRESS|PLIO)_1$/.test(algorithm) ? MOST_OF_NOTHING : MOST_EXPANSION;
  const samples = axes.reduce((product, axis) => product * axis, 1);
  const bytes = samples * Math.abs(bitpix / 8);
  if (samples < 1 || bytes > (bytes > LARGE ? LARGE_EXPANSION : expansion) * fileBytes || samples > 2 ** 31)
    throw new InvalidInput(
      `a file of ${fileBytes} bytes cannot hold an image of ${axes.join(' x ')} pixels`,
      'ZNAXIS1',
    );
  const tile = axes.map((axis, i) => {
    const size = cardNumber(header, `ZTILE${i + 1}`) ?? (i === 0 ? axis : 1);
    if (!Number.isInteger(size) || size < 1) throw new InvalidInput(`ZTILE${i + 1} is ${size}`, `ZTILE${i + 1}`);
    return Math.min(size, axis);
  });
  const parameters = new Map<string, number>();
  for (let i = 1; i <= 20; i++) {
    const name = cardText(header, `ZNAME${i}`);
    const value = cardNumber(header, `ZVAL${i}`);
    if (name !== undefined && value !== undefined) parameters.set(name.trim().toUpperCase(), value);
  }
  return {
    bitpix,
    axes,
    tile,
    algorithm,
    parameters,
    quantisation: quantisationOf(header),
    ditherSeed: cardNumber(header, 'ZDITHER0') ?? 1,
    header: [
      card('SIMPLE', true),
      card('BITPIX', bitpix),
      card('NAXIS', axes.length),
      ...axes.map((axis, i) => card(`NAXIS${i + 1}`, axis)),
      ...header.filter(
        ({ keyword, value }) =>
          /^(BZERO|BSCALE|BLANK)$/.test(keyword) ||
          (!isStructural(keyword) && !(keyword === 'EXTNAME' && value === 'COMPRESSED_IMAGE')),
      ),
    ],
  };
}

function quantisationOf(header: Header): CompressedImage['quantisation'] {
  switch ((cardText(header, 'ZQUANTIZ') ?? '').trim().toUpperCase()) {
    case 'SUBTRACTIVE_DITHER_1':
      return 'dither 1';
    case 'SUBTRACTIVE_DITHER_2':
      return 'dither 2';
    case 'NONE':
      return 'none';
    default:
      return 'no dither';
  }
}

function isBitpix(value: number): value is Bitpix {
  return [8, 16, 32, -32, -64].includes(value);
}

function number(header: Header, keyword: string): number {
  const value = cardNumber(header, keyword);
  if (value === undefined || !Number.isSafeInteger(value))
    throw new InvalidInput(`the header of the compressed image has no usable ${keyword}`, keyword);
  return value;
}
