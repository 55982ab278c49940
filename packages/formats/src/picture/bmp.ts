/** Windows bitmaps: 1 to 32 bits a pixel, as they are, with the colours' places named, or packed by run lengths. */
import { InvalidInput, type Pixels } from '@uraniborg/core';
import { unpackBmpRuns } from './bmpRuns.ts';
import { type Palette, palettePixels } from './palettePixels.ts';
import { demandPictureSize } from './pictureSize.ts';

/** Two bytes stand for 255 pixels at most, those that are left out for none: more than this nobody leaves out. */
const MOST_OF_RUNS = 1000;

/**
 * The picture, grey where its palette is, else in colour; transparency is left out.
 *
 * @throws InvalidInput it is no BMP, it is damaged, of a kind that cannot be read, or too large
 */
export function readBmp(file: Uint8Array): Pixels<Uint8Array> {
  if (file.length < 26 || file[0] !== 0x42 || file[1] !== 0x4d) throw new InvalidInput('It is no BMP file');
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  const headerBytes = view.getUint32(14, true);
  const old = headerBytes === 12;
  if (!old && (headerBytes < 40 || file.length < 54)) throw new InvalidInput('The BMP file is of an unknown kind');
  const width = old ? view.getUint16(18, true) : view.getInt32(18, true);
  const signed = old ? view.getUint16(20, true) : view.getInt32(22, true);
  const bits = view.getUint16(old ? 24 : 28, true);
  const compression = old ? 0 : view.getUint32(30, true);
  const runs = compression === 1 || compression === 2;
  if (![0, 1, 2, 3, 6].includes(compression) || (runs && bits !== (compression === 1 ? 8 : 4)))
    throw new InvalidInput('The BMP file is packed in a way that cannot be read; save it unpacked');
  if (![1, 4, 8, 16, 24, 32].includes(bits)) throw new InvalidInput(`A BMP file of ${bits} bits cannot be read`);
  const height = Math.abs(signed);
  demandPictureSize(width, height, bits / 8, file.length, runs ? MOST_OF_RUNS : 1);
  const rowBytes = Math.ceil((width * bits) / 32) * 4;
  const begin = view.getUint32(10, true);
  const palette = () => {
    const colours = old ? 0 : view.getUint32(46, true);
    return paletteAt(file, 14 + headerBytes, old ? 3 : 4, colours || 1 << bits);
  };
  if (runs) {
    const indices = unpackBmpRuns(file.subarray(begin), width, height, bits);
    return palettePixels(width, height, indices, palette());
  }
  if (begin + rowBytes * height > file.length)
    throw new InvalidInput('The BMP file is damaged: it ends before its picture');
  // Rows go upwards unless the height is negative.
  const rowAt = (y: number) => begin + (signed < 0 ? y : height - 1 - y) * rowBytes;
  if (bits <= 8) {
    const indices = new Uint8Array(width * height);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const byte = file[rowAt(y) + ((x * bits) >> 3)] ?? 0;
        indices[y * width + x] = (byte >> (8 - bits - ((x * bits) & 7))) & ((1 << bits) - 1);
      }
    return palettePixels(width, height, indices, palette());
  }
  const shares = sharesOf(view, bits, compression, file.length);
  const size = width * height;
  const data = new Uint8Array(3 * size);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = rowAt(y) + (x * bits) / 8;
      const low = view.getUint16(at, true);
      const word =
        bits === 16 ? low : low + (file[at + 2] ?? 0) * 65_536 + (bits === 32 ? (file[at + 3] ?? 0) : 0) * 2 ** 24;
      for (const [plane, { shift, most }] of shares.entries())
        data[plane * size + y * width + x] = Math.floor((((word / 2 ** shift) & most) * 255) / most);
    }
  return { width, height, planes: 3, data };
}

interface Share {
  readonly shift: number;
  /** The largest value. */
  readonly most: number;
}

/** Where red, green and blue stand in the word of a pixel. */
function sharesOf(view: DataView, bits: number, compression: number, fileBytes: number): [Share, Share, Share] {
  const five = { most: 31 };
  const eight = { most: 255 };
  if (compression === 0)
    return bits === 16
      ? [
          { shift: 10, ...five },
          { shift: 5, ...five },
          { shift: 0, ...five },
        ]
      : [
          { shift: 16, ...eight },
          { shift: 8, ...eight },
          { shift: 0, ...eight },
        ];
  if (fileBytes < 66) throw new InvalidInput('The BMP file is damaged: it ends within its header');
  const share = (at: number): Share => {
    const mask = view.getUint32(at, true);
    const shift = mask === 0 ? 0 : 31 - Math.clz32(mask & -mask);
    const most = mask / 2 ** shift;
    if (mask === 0 || most > 255 || Math.log2(most + 1) % 1 !== 0)
      throw new InvalidInput('The BMP file stores its colours in a way that cannot be read');
    return { shift, most };
  };
  return [share(54), share(58), share(62)];
}

function paletteAt(file: Uint8Array, at: number, entryBytes: number, entries: number): Palette {
  return Array.from({ length: Math.min(entries, 256) }, (_, i) => {
    const place = at + i * entryBytes;
    return [file[place + 2] ?? 0, file[place + 1] ?? 0, file[place] ?? 0] as const;
  });
}

/** The pixels as an uncompressed bitmap: grey with a palette of 256, colour with 24 bits. */
export function writeBmp({ width, height, planes, data }: Pixels<Uint8Array>): Uint8Array {
  const rowBytes = Math.ceil((width * planes) / 4) * 4;
  const begin = 54 + (planes === 1 ? 1024 : 0);
  const file = new Uint8Array(begin + rowBytes * height);
  const view = new DataView(file.buffer);
  file.set([0x42, 0x4d]);
  view.setUint32(2, file.length, true);
  view.setUint32(10, begin, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 8 * planes, true);
  view.setUint32(34, rowBytes * height, true);
  if (planes === 1) for (let i = 0; i < 256; i++) view.setUint32(54 + 4 * i, i * 0x010101, true);
  const size = width * height;
  for (let y = 0; y < height; y++) {
    const row = begin + (height - 1 - y) * rowBytes;
    for (let x = 0; x < width; x++)
      for (let plane = 0; plane < planes; plane++)
        file[row + x * planes + (planes - 1 - plane)] = data[plane * size + y * width + x] ?? 0;
  }
  return file;
}
