/** JPEG, as cameras and web pages have it. The decoder is jpeg-js's work; here are pixels and headers of the house. */
import { InvalidInput, type Pixels, sentenceOf } from '@uraniborg/core';
import { decode } from 'jpeg-js';
import type { Frame } from '../frame.ts';
import { exifCards } from './exifCards.ts';
import { planarOf } from './interleaved.ts';
import { jpegScan } from './jpegScan.ts';
import { type ComponentTables, type HuffmanTable, jpegTables, ZIGZAG } from './jpegTables.ts';
import { demandPictureSize } from './pictureSize.ts';

/** The decoder keeps coefficients and lines beside the pixels: this much for each of them, and a little more. */
const DECODER_BYTES = 16;
/** Its objects take thirty bytes of a pixel: two gigabytes for as many as these. */
const MOST_PIXELS = 2 ** 26;

/**
 * The picture, grey or in colour, 8 bits, as it is stored (not turned as the camera was held); its EXIF as the header.
 *
 * @throws InvalidInput it is no JPEG, it is damaged, or it is too large
 */
export function readJpeg(file: Uint8Array): Frame {
  if (file[0] !== 0xff || file[1] !== 0xd8) throw new InvalidInput('It is no JPEG file');
  const { width, height, components, exif } = segmentsOf(file);
  // The shortest code is a bit for each block of 64 pixels.
  demandPictureSize(width, height, 1, file.length, 512);
  if (width * height > MOST_PIXELS)
    throw new InvalidInput(
      `A JPEG of ${width}x${height} is too large to be opened; ${MOST_PIXELS / 2 ** 20} million pixels are the most`,
    );
  const size = width * height;
  try {
    const picture = decode(file, {
      useTArray: true,
      formatAsRGBA: false,
      tolerantDecoding: false,
      maxResolutionInMP: Math.ceil(size / 1e6) + 1,
      maxMemoryUsageInMB: Math.ceil((size * DECODER_BYTES) / 2 ** 20) + 16,
    });
    if (picture.width !== width || picture.height !== height) throw new InvalidInput('it has two sizes');
    const planes = components === 1 ? 1 : 3;
    const data = planarOf(picture.data, size, 3, planes);
    return { pixels: { width, height, planes, data }, header: exif ? exifCards(exif) : [] };
  } catch (error) {
    throw new InvalidInput(`The JPEG file is damaged or of a rare kind: ${sentenceOf(error)}`);
  }
}

interface Segments {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  readonly exif: Uint8Array | undefined;
}

/** What stands before the picture itself (ITU-T T.81, annex B): its size, and the camera's notes. */
function segmentsOf(file: Uint8Array): Segments {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  let exif: Uint8Array | undefined;
  for (let at = 2; at + 10 <= file.length && file[at] === 0xff; ) {
    const kind = file[at + 1] ?? 0;
    if (kind === 0xff) {
      at++;
      continue;
    }
    const length = view.getUint16(at + 2);
    const frame = kind >= 0xc0 && kind <= 0xcf && kind !== 0xc4 && kind !== 0xc8 && kind !== 0xcc;
    if (frame)
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7), components: file[at + 9] ?? 0, exif };
    const name = new TextDecoder('latin1').decode(file.subarray(at + 4, at + 10));
    if (kind === 0xe1 && name === 'Exif\0\0') exif ??= file.subarray(at + 10, at + 2 + length);
    at += 2 + Math.max(2, length);
  }
  throw new InvalidInput('The JPEG file is damaged: it does not say how large it is');
}

/**
 * A picture as a baseline JPEG, grey as grey, colours at full size; it loses a little.
 *
 * @param quality 1 to 100. Default: 92
 * @throws InvalidInput it is larger than a JPEG can be
 */
export function writeJpeg(pixels: Pixels<Uint8Array>, quality = 92): Uint8Array {
  const { width, height, planes } = pixels;
  if (Math.max(width, height) > 65_535)
    throw new InvalidInput(`A JPEG has at most 65535 pixels a side; this picture has ${width} x ${height}`);
  const tables = jpegTables(quality);
  const head = headOf(width, height, planes === 1 ? [tables[0]] : tables);
  const scan = jpegScan(pixels, tables);
  const file = new Uint8Array(head.length + scan.length + 2);
  file.set(head);
  file.set(scan, head.length);
  file.set([0xff, 0xd9], head.length + scan.length);
  return file;
}

/** All that stands before the compressed part (T.81, annex B; JFIF 1.02). */
function headOf(width: number, height: number, tables: readonly ComponentTables[]): number[] {
  const segment = (kind: number, ...body: number[]) => [0xff, kind, ...word(body.length + 2), ...body];
  const word = (value: number) => [value >> 8, value & 0xff];
  const table = (kind: number, { counts, symbols }: HuffmanTable) => segment(0xc4, kind, ...counts, ...symbols);
  // The second of the tables serves both colours.
  const components = tables.length === 1 ? [0] : [0, 1, 1];
  return [
    ...[0xff, 0xd8],
    ...segment(0xe0, ...[0x4a, 0x46, 0x49, 0x46, 0], 1, 2, 0, 0, 1, 0, 1, 0, 0),
    ...tables.flatMap(({ steps }, i) => segment(0xdb, i, ...ZIGZAG.map((at) => steps[at] as number))),
    ...segment(
      ...[0xc0, 8, ...word(height), ...word(width), components.length],
      ...components.flatMap((own, i) => [i + 1, 0x11, own]),
    ),
    ...tables.flatMap(({ dc, ac }, i) => [...table(i, dc), ...table(0x10 | i, ac)]),
    ...segment(0xda, components.length, ...components.flatMap((own, i) => [i + 1, 0x11 * own]), 0, 63, 0),
  ];
}
