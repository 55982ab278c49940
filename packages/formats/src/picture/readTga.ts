/** Truevision TGA 2.0: grey, colour or with a palette, plain or with runs of equal pixels. */
import { InvalidInput, type Pixels } from '@uraniborg/core';
import { type Palette, palettePixels } from './palettePixels.ts';
import { demandPictureSize } from './pictureSize.ts';

interface TgaHeader {
  readonly colours: 'palette' | 'RGB' | 'grey';
  readonly runs: boolean;
  readonly width: number;
  readonly height: number;
  readonly pixelBytes: 1 | 2 | 3 | 4;
  readonly entryBytes: number;
  readonly firstEntry: number;
  readonly entries: number;
  readonly paletteAt: number;
  readonly pixelsAt: number;
  readonly topDown: boolean;
  readonly rightToLeft: boolean;
}

/**
 * TGA has no mark at its beginning: what the first 18 bytes of a file would mean, or undefined where they make no
 * sense.
 */
export function tgaHeader(start: Uint8Array): TgaHeader | undefined {
  if (start.length < 18) return undefined;
  const view = new DataView(start.buffer, start.byteOffset, start.length);
  const [mapType, kind, entryBits, bits, flags] = [
    start[1],
    start[2] ?? 0,
    start[7] ?? 0,
    start[16] ?? 0,
    start[17] ?? 0,
  ];
  const colours = ({ 1: 'palette', 2: 'RGB', 3: 'grey' } as const)[kind & 7];
  if (colours === undefined || (kind & ~8) > 3 || (mapType !== 0 && mapType !== 1) || (flags & 0xc0) !== 0)
    return undefined;
  const fits = { palette: [8], grey: [8, 16], RGB: [15, 16, 24, 32] }[colours].includes(bits);
  const entries = view.getUint16(5, true);
  const mapped = mapType === 1;
  if (!fits || (colours === 'palette' && !mapped) || mapped !== entries > 0) return undefined;
  if (mapped ? ![15, 16, 24, 32].includes(entryBits) : entryBits !== 0) return undefined;
  const [width, height] = [view.getUint16(12, true), view.getUint16(14, true)];
  if (width === 0 || height === 0) return undefined;
  const entryBytes = Math.ceil(entryBits / 8);
  const paletteAt = 18 + (start[0] ?? 0);
  return {
    colours,
    runs: (kind & 8) !== 0,
    width,
    height,
    pixelBytes: Math.ceil(bits / 8) as 1 | 2 | 3 | 4,
    entryBytes,
    firstEntry: view.getUint16(3, true),
    entries,
    paletteAt,
    pixelsAt: paletteAt + entries * entryBytes,
    topDown: (flags & 0x20) !== 0,
    rightToLeft: (flags & 0x10) !== 0,
  };
}

/**
 * The picture, grey or in colour; transparency is left out.
 *
 * @throws InvalidInput it is no TGA, it is damaged, or it is too large
 */
export function readTga(file: Uint8Array): Pixels<Uint8Array> {
  const header = tgaHeader(file);
  if (!header) throw new InvalidInput('It is no TGA file');
  const { width, height, pixelBytes, runs, colours } = header;
  // A run of 128 pixels is one pixel and a byte.
  demandPictureSize(width, height, runs ? (pixelBytes + 1) / 128 : pixelBytes, file.length, 1);
  const size = width * height;
  const stored = file.subarray(header.pixelsAt);
  const bytes = runs ? withoutRuns(stored, size, pixelBytes) : stored.subarray(0, size * pixelBytes);
  if (bytes.length < size * pixelBytes) throw new InvalidInput('The TGA file is damaged: it ends before its picture');
  if (colours === 'palette') {
    const indices = new Uint8Array(size);
    place(header, (to, from) => {
      indices[to] = bytes[from] ?? 0;
    });
    return palettePixels(width, height, indices, paletteOf(file, header));
  }
  const planes = colours === 'grey' ? 1 : 3;
  const data = new Uint8Array(size * planes);
  place(header, (to, from) => {
    if (planes === 1) data[to] = bytes[from * pixelBytes] ?? 0;
    else [data[to], data[size + to], data[2 * size + to]] = colourAt(bytes, from * pixelBytes, pixelBytes);
  });
  return { width, height, planes, data };
}

/** Where each stored pixel belongs: rows go upwards and to the right unless the file says otherwise. */
function place({ width, height, topDown, rightToLeft }: TgaHeader, put: (to: number, from: number) => void): void {
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      put((topDown ? y : height - 1 - y) * width + (rightToLeft ? width - 1 - x : x), y * width + x);
}

/** Blue, green and red, 8 bits each or 5 of a word. */
function colourAt(bytes: Uint8Array, at: number, size: number): [r: number, g: number, b: number] {
  if (size > 2) return [bytes[at + 2] ?? 0, bytes[at + 1] ?? 0, bytes[at] ?? 0];
  const word = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
  const five = (shift: number) => Math.floor((((word >> shift) & 31) * 255) / 31);
  return [five(10), five(5), five(0)];
}

function paletteOf(file: Uint8Array, { paletteAt, entries, entryBytes, firstEntry }: TgaHeader): Palette {
  const colours = Array.from({ length: Math.min(entries, 256) }, (_, i) =>
    colourAt(file, paletteAt + i * entryBytes, entryBytes),
  );
  return [...Array.from({ length: Math.min(firstEntry, 256) }, (): [0, 0, 0] => [0, 0, 0]), ...colours];
}

function withoutRuns(stored: Uint8Array, size: number, pixelBytes: number): Uint8Array {
  const result = new Uint8Array(size * pixelBytes);
  let at = 0;
  for (let from = 0; from < stored.length && at < result.length; ) {
    const head = stored[from++] ?? 0;
    const length = Math.min(((head & 127) + 1) * pixelBytes, result.length - at);
    const given = stored.subarray(from, from + (head < 128 ? length : pixelBytes));
    if (head < 128) result.set(given, at);
    else for (let i = 0; i < length; i++) result[at + i] = given[i % pixelBytes] ?? 0;
    from += given.length;
    at += head < 128 ? given.length : length;
  }
  return result.subarray(0, at);
}
