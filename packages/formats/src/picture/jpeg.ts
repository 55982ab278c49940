/** JPEG, as cameras and web pages have it. The codec is jpeg-js's work; here are pixels and headers of the house. */
import { InvalidInput, type Pixels, sentenceOf } from '@uraniborg/core';
import { decode, encode } from 'jpeg-js';
import type { Frame } from '../frame.ts';
import { exifCards } from './exifCards.ts';
import { planarOf } from './interleaved.ts';
import { demandPictureSize } from './pictureSize.ts';

/** The decoder keeps coefficients and lines beside the pixels: this much for each of them, and a little more. */
const DECODER_BYTES = 16;

/**
 * The picture, grey or in colour, 8 bits, as it is stored (not turned as the camera was held); its EXIF as the header.
 *
 * @throws InvalidInput it is no JPEG, it is damaged, or it is too large
 */
export function readJpeg(file: Uint8Array): Frame {
  if (file[0] !== 0xff || file[1] !== 0xd8) throw new InvalidInput('It is no JPEG file');
  const { width, height, components, exif } = segmentsOf(file);
  demandPictureSize(width, height, components / 4, file.length);
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
 * A picture as a JPEG; it loses a little.
 *
 * @param quality 1 to 100. Default: 92
 */
export function writeJpeg({ width, height, planes, data }: Pixels<Uint8Array>, quality = 92): Uint8Array {
  const size = width * height;
  const rgba = new Uint8Array(4 * size).fill(255);
  for (let plane = 0; plane < 3; plane++) {
    const from = planes === 1 ? 0 : plane * size;
    for (let i = 0; i < size; i++) rgba[4 * i + plane] = data[from + i] ?? 0;
  }
  const { data: file } = encode({ width, height, data: rgba }, quality);
  return new Uint8Array(file.buffer, file.byteOffset, file.length);
}
