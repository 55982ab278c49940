/** XISF, PixInsight's file format (Extensible Image Serialization Format 1.0, Pleiades Astrophoto 2014-2023). */
import { InvalidInput, type PixelArray } from '@uraniborg/core';
import { withoutNoPattern } from '../bayerPattern.ts';
import type { Frame } from '../frame.ts';
import { card, findCard, type Header } from '../header.ts';
import { type Digest, demandChecksum } from './checksum.ts';
import { unpackXisf } from './codec.ts';
import { sampleFormat } from './sampleFormat.ts';
import { type XisfImage, xisfImages } from './xisfHeader.ts';

const littleEndianHere = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

export interface ReadXisfOptions {
  /** Which image, by its number from 0 or its identifier, in any letter case. Default: the first. */
  readonly image?: number | string | undefined;
  /** Which channel of it, from 0. Default: all, if there are 1 or 3. */
  readonly plane?: number | undefined;
  /** Compares the pixels with their checksum where the file has one. Default: they are believed. */
  readonly digest?: Digest | undefined;
}

/**
 * An image of a monolithic XISF file, with its FITS keywords as header, and what its properties say under a FITS name. Rows
 * run from the top, as in the file.
 *
 * @throws InvalidInput it is no XISF file, it is damaged, has no such image, or it holds what is no picture here (64-bit
 * integers, complex numbers, more than two dimensions, a block in another file)
 */
export function readXisf(file: Uint8Array, { digest, image: wanted, plane }: ReadXisfOptions = {}): Frame {
  const image = chosen(xisfImages(file), wanted);
  const { attributes } = image;
  const [width, height, channels] = geometryOf(attributes.geometry);
  if (plane !== undefined && !(Number.isInteger(plane) && plane >= 0 && plane < channels))
    throw new InvalidInput(`there is no plane ${plane} in an image of ${channels}`, 'plane');
  if (plane === undefined && channels !== 1 && channels !== 3)
    throw new InvalidInput(`The image has ${channels} channels; choose one of them (0 to ${channels - 1})`, 'geometry');
  const format = sampleFormat(attributes.sampleFormat);
  const expected = width * height * channels * format.bytes;
  const stored = blockOf(file, image);
  if (attributes.checksum && digest) demandChecksum(stored, attributes.checksum, digest);
  // Of a block that stands in the header the element that holds it tells how it is packed.
  const { compression = image.data?.compression, subblocks = image.data?.subblocks } = attributes;
  const bytes = compression ? unpackXisf(stored, compression, expected, subblocks) : stored;
  if (bytes.length !== expected)
    throw new InvalidInput(`The image needs ${expected} bytes, the file gives ${bytes.length}`, 'location');
  const own = new Uint8Array(bytes);
  if ((attributes.byteOrder === 'big') === littleEndianHere) swap(own, format.bytes);
  const samples = format.make(own.buffer);
  const size = width * height;
  const planar = attributes.pixelStorage === 'Normal' && channels > 1 ? planesOf(samples, size, channels) : samples;
  const header = withPattern(image);
  if (plane !== undefined)
    return { pixels: { width, height, planes: 1, data: planar.slice(plane * size, (plane + 1) * size) }, header };
  return { pixels: { width, height, planes: channels === 3 ? 3 : 1, data: planar }, header };
}

function chosen(images: readonly XisfImage[], wanted: number | string | undefined): XisfImage {
  const name = (text: string | undefined) => text?.trim().toUpperCase();
  const found =
    typeof wanted === 'string'
      ? images.find(({ attributes }) => name(attributes.id) === name(wanted))
      : images[wanted ?? 0];
  if (!found) throw new InvalidInput(`there is no image ${wanted} among the ${images.length} of the file`, 'hdu');
  return found;
}

function geometryOf(text: string | undefined): [number, number, number] {
  const [width = 0, height = 0, planes = 1, ...more] = (text ?? '').split(':').map(Number);
  const whole = [width, height].every((side) => Number.isInteger(side) && side > 0 && side <= 1 << 20);
  if (!whole || more.length > 0 || width * height > 2 ** 31)
    throw new InvalidInput(`An image of ${text ?? 'no size'} cannot be read`, 'geometry');
  if (!(Number.isInteger(planes) && planes > 0 && width * height * planes <= 2 ** 33))
    throw new InvalidInput(`An image of ${text} cannot be read`, 'geometry');
  return [width, height, planes];
}

function blockOf(file: Uint8Array, image: XisfImage): Uint8Array {
  const location = image.attributes.location ?? '';
  const attached = /^attachment:(\d+):(\d+)$/.exec(location);
  if (attached) {
    const [begin, length] = [Number(attached[1]), Number(attached[2])];
    if (begin + length > file.length)
      throw new InvalidInput(
        `The pixels end at byte ${begin + length}, the file at ${file.length}: it is cut off`,
        'location',
      );
    return file.subarray(begin, begin + length);
  }
  const encoding = location.startsWith('inline:')
    ? location.slice(7)
    : location === 'embedded'
      ? image.data?.encoding
      : undefined;
  const text = image.text.replace(/\s+/g, '');
  if (encoding === 'base64') return bytesOfBase64(text);
  if (encoding === 'hex') return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  throw new InvalidInput(`The pixels are at "${location}", where they cannot be read`, 'location');
}

function bytesOfBase64(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  } catch {
    throw new InvalidInput('The pixels are no base64: the file is damaged', 'location');
  }
}

/** PixInsight tells the mosaic of a colour sensor in an element of its own. */
export function withPattern({ cards, pattern = '' }: XisfImage): Header {
  const header = withoutNoPattern(cards);
  const told = /^[RGB]{4}$/i.test(pattern) && !findCard(header, 'BAYERPAT');
  return told
    ? [...header, card('BAYERPAT', pattern.toUpperCase(), 'colours of the first pixels, row by row')]
    : header;
}

function swap(bytes: Uint8Array, item: number): void {
  for (let at = 0; item > 1 && at + item <= bytes.length; at += item) bytes.subarray(at, at + item).reverse();
}

function planesOf(samples: PixelArray, size: number, channels: number): PixelArray {
  const result = samples.slice();
  for (let plane = 0; plane < channels; plane++)
    for (let i = 0; i < size; i++) result[plane * size + i] = samples[channels * i + plane] ?? 0;
  return result;
}
