import { InvalidInput } from '@uraniborg/core';
import type { FaxKind } from './fax/unpackFax.ts';
import { demandPictureSize } from './pictureSize.ts';
import type { TiffDirectory } from './tiffDirectory.ts';

/** How the picture of a TIFF file is stored (TIFF 6.0, sections 3 to 6, 14 and 15). */
export interface TiffLayout {
  readonly width: number;
  readonly height: number;
  /** Samples of a pixel, those beyond colour (transparency) included. */
  readonly channels: number;
  readonly bits: number;
  readonly kind: 'unsigned' | 'signed' | 'float';
  readonly compression: 'none' | 'LZW' | 'deflate' | 'PackBits' | 'zstd' | 'JPEG' | 'fax';
  /** How it is one, where it is a fax. */
  readonly fax: FaxKind;
  /** The first bit of a byte is its lowest. */
  readonly lowBitFirst: boolean;
  readonly predictor: 'none' | 'differences' | 'floating point';
  readonly colours: 'white is zero' | 'black is zero' | 'RGB' | 'palette' | 'CMYK' | 'CIELab';
  /** What the components of a JPEG inside are, and the tables that all of them need. */
  readonly jpeg: { readonly colours: 'YCC' | 'RGB'; readonly tables: Uint8Array | undefined };
  /** Where the one JPEG stands that all strips are parts of (TIFF 6.0, section 22); undefined: each is one. */
  readonly whole: { readonly begin: number; readonly length: number } | undefined;
  /** The channels stand one after the other instead of pixel by pixel. */
  readonly separate: boolean;
  /** Strips are tiles as wide as the picture; the last of them may be shorter, a tile may not. */
  readonly tile: { readonly width: number; readonly height: number; readonly whole: boolean };
  readonly offsets: readonly number[];
  readonly lengths: readonly number[];
}

const compressions = {
  1: 'none',
  2: 'fax',
  3: 'fax',
  4: 'fax',
  5: 'LZW',
  6: 'JPEG',
  7: 'JPEG',
  8: 'deflate',
  32773: 'PackBits',
  32946: 'deflate',
  50000: 'zstd',
} as const;
const unreadable: Readonly<Record<number, string>> = {
  34925: 'LZMA',
  50001: 'WebP',
};
const colourSpaces: Readonly<Record<number, string>> = { 6: 'YCbCr', 9: 'ICCLab', 10: 'ITULab' };
const predictors = { 1: 'none', 2: 'differences', 3: 'floating point' } as const;
const photometrics = {
  0: 'white is zero',
  1: 'black is zero',
  2: 'RGB',
  3: 'palette',
  5: 'CMYK',
  8: 'CIELab',
} as const;
const kinds = { 1: 'unsigned', 2: 'signed', 3: 'float', 4: 'unsigned' } as const;

/** Those between 8 and 16, which scanners and cameras have, become 16 with their values as they are. */
const unsignedBits = [1, 2, 4, 8, 10, 12, 14, 16, 32];
/** What a byte can become where that is more than of deflate: a run of zstd's blocks, bits of a JPEG that are blocks,
 * or of a fax that are rows. */
const ratios: Readonly<Record<string, number>> = { zstd: 44_000, JPEG: 1536, fax: 5000 };

/** @throws InvalidInput of a kind that cannot be read, or too large */
export function tiffLayout(directory: TiffDirectory, fileBytes: number): TiffLayout {
  const one = (tag: number, otherwise: number) => directory.numbers(tag)?.[0] ?? otherwise;
  const [width, height, stored, bits] = [one(256, 0), one(257, 0), one(277, 1), one(258, 1)];
  const method = one(259, 1);
  const kind = named(kinds, one(339, 1), 'samples of format');
  if (!(kind === 'float' ? [16, 24, 32, 64] : kind === 'signed' ? [8, 16, 32] : unsignedBits).includes(bits))
    throw new InvalidInput(`A TIFF file with samples of ${bits} bits (${kind}) cannot be read`);
  if ((directory.numbers(258) ?? []).some((other) => other !== bits) || ![1, 2, 3, 4, 5, 6, 7, 8].includes(stored))
    throw new InvalidInput('The TIFF file stores its channels in a way that cannot be read');
  const word = unreadable[method];
  if (word) throw new InvalidInput(`The TIFF file is packed as ${word}, which cannot be read; save it without loss`);
  const compression = named(compressions, method, 'compression by method');
  const separate = one(284, 1) === 2 && stored > 1;
  const photometric = one(262, stored >= 3 ? 2 : 1);
  // What a JPEG makes of its own colours are red, green and blue.
  const isJpeg = compression === 'JPEG';
  const asJpeg = isJpeg && !separate && ((photometric === 6 && stored === 3) || (photometric === 5 && stored === 4));
  const channels = asJpeg ? 3 : stored;
  const space = asJpeg ? undefined : colourSpaces[photometric];
  if (space) throw new InvalidInput(`The TIFF file has ${space} colours, which cannot be read; save it as RGB`);
  const colours = asJpeg ? 'RGB' : named(photometrics, photometric, 'colours of kind');
  if (
    (isJpeg && (bits !== 8 || channels === 2 || channels > 3)) ||
    (colours === 'CMYK' && (stored < 4 || bits < 8 || kind !== 'unsigned')) ||
    (colours === 'CIELab' && (stored < 3 || isJpeg || (bits !== 8 && bits !== 16) || kind !== 'unsigned'))
  )
    throw new InvalidInput('The TIFF file stores its channels in a way that cannot be read');
  if (compression === 'fax' && (bits !== 1 || stored !== 1))
    throw new InvalidInput('The TIFF file is packed as a fax, and has more than black and white');
  const ratio = ratios[compression];
  demandPictureSize(width, height, (channels * bits) / 8, fileBytes, ratio);
  const tiled = directory.numbers(322) !== undefined;
  const tile = tiled
    ? { width: one(322, 0), height: one(323, 0), whole: true }
    : { width, height: Math.min(height, one(278, height) || height), whole: false };
  demandPictureSize(tile.width, tile.height, (channels * bits) / 8, fileBytes, ratio);
  return {
    width,
    height,
    channels,
    bits,
    kind,
    compression,
    fax: method === 2 ? 'rows' : method === 4 ? 'T.6' : (one(292, 0) & 1) === 1 ? 'T.4 in two dimensions' : 'T.4',
    lowBitFirst: one(266, 1) === 2,
    predictor: named(predictors, one(317, 1), 'predictor'),
    colours,
    jpeg: { colours: photometric === 6 ? 'YCC' : 'RGB', tables: directory.bytes(347) },
    whole: method === 6 ? { begin: one(513, 0), length: one(514, 0) } : undefined,
    separate,
    tile,
    offsets: directory.numbers(tiled ? 324 : 273) ?? [],
    lengths: directory.numbers(tiled ? 325 : 279) ?? [],
  };
}

function named<T extends string>(words: Readonly<Record<number, T>>, value: number, what: string): T {
  const word = words[value];
  if (word === undefined) throw new InvalidInput(`The TIFF file has ${what} ${value}, which cannot be read`);
  return word;
}
