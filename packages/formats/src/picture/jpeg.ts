/** JPEG, as cameras and web pages have it: pixels and headers of the house. */
import { InvalidInput, type Pixels, sentenceOf } from '@uraniborg/core';
import type { Frame } from '../frame.ts';
import { exifCards } from './exifCards.ts';
import { decodeJpeg } from './jpegDecoder/decodeJpeg.ts';
import { jpegScan } from './jpegScan.ts';
import { type ComponentTables, type HuffmanTable, jpegTables, ZIGZAG } from './jpegTables.ts';
import { orientationOf, upright } from './orientation.ts';

export interface ReadPictureOptions {
  /** Whether the picture is turned as it is meant to be seen. Default: yes; no: the pixels as they stand in the file. */
  readonly upright?: boolean | undefined;
}

/**
 * The picture, grey or in colour, 8 bits; its EXIF as the header.
 *
 * @throws InvalidInput it is no JPEG, it is damaged, or it is too large
 */
export function readJpeg(file: Uint8Array, { upright: turned = true }: ReadPictureOptions = {}): Frame {
  if (file[0] !== 0xff || file[1] !== 0xd8) throw new InvalidInput('It is no JPEG file');
  const exif = exifOf(file);
  try {
    const pixels = decodeJpeg(file);
    return {
      pixels: exif && turned ? upright(pixels, orientationOf(exif)) : pixels,
      header: exif ? exifCards(exif) : [],
    };
  } catch (error) {
    throw new InvalidInput(`The JPEG file cannot be read: ${sentenceOf(error)}`);
  }
}

/** The camera's notes, which stand before the picture itself (Exif 2.32, 4.7.2). */
function exifOf(file: Uint8Array): Uint8Array | undefined {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  for (let at = 2; at + 10 <= file.length && file[at] === 0xff; ) {
    const kind = file[at + 1] ?? 0;
    if (kind === 0xff) {
      at++;
      continue;
    }
    if (kind === 0xda) return undefined;
    const length = view.getUint16(at + 2);
    const name = new TextDecoder('latin1').decode(file.subarray(at + 4, at + 10));
    if (kind === 0xe1 && name === 'Exif\0\0') return file.subarray(at + 10, at + 2 + length);
    at += 2 + Math.max(2, length);
  }
  return undefined;
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
