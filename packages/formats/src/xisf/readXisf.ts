/** XISF, PixInsight's file format (Extensible Image Serialization Format 1.0, Pleiades Astrophoto 2014-2023). */
import { InvalidInput, type PixelArray, sentenceOf } from '@uraniborg/core';
import { SaxesParser } from 'saxes';
import { withoutNoPattern } from '../bayerPattern.ts';
import type { Frame } from '../frame.ts';
import { type Card, card, findCard, type Header } from '../header.ts';
import { type Digest, demandChecksum } from './checksum.ts';
import { unpackXisf } from './codec.ts';
import { parseCardValue } from './fitsKeyword.ts';
import { sampleFormat } from './sampleFormat.ts';

const littleEndianHere = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
/** More header than this is no image's. */
const longestHeader = 64 << 20;

export interface ReadXisfOptions {
  /** Compares the pixels with their checksum where the file has one. Default: they are believed. */
  readonly digest?: Digest | undefined;
}

/**
 * The first image of a monolithic XISF file, with its FITS keywords as header. Rows run from the top, as in the file.
 *
 * @throws InvalidInput it is no XISF file, it is damaged, or it holds what is no picture here (64-bit integers,
 * complex numbers, more than two dimensions, a block in another file)
 */
export function readXisf(file: Uint8Array, { digest }: ReadXisfOptions = {}): Frame {
  const image = firstImage(headerText(file));
  const { attributes } = image;
  const [width, height, planes] = geometryOf(attributes.geometry);
  const format = sampleFormat(attributes.sampleFormat);
  const expected = width * height * planes * format.bytes;
  const stored = blockOf(file, image);
  if (attributes.checksum && digest) demandChecksum(stored, attributes.checksum, digest);
  // Of a block that stands in the header the element that holds it tells how it is packed.
  const { compression = image.data?.compression, subblocks = image.data?.subblocks } = attributes;
  const bytes = compression ? unpackXisf(stored, compression, expected, subblocks) : stored;
  if (bytes.length !== expected)
    throw new InvalidInput(`The image needs ${expected} bytes, the file gives ${bytes.length}`, 'location');
  const own = bytes.slice();
  if ((attributes.byteOrder === 'big') === littleEndianHere) swap(own, format.bytes);
  const samples = format.make(own.buffer);
  const data = attributes.pixelStorage === 'Normal' && planes === 3 ? planar(samples, width * height) : samples;
  return { pixels: { width, height, planes, data }, header: withPattern(image) };
}

function headerText(file: Uint8Array): string {
  if (String.fromCharCode(...file.subarray(0, 8)) !== 'XISF0100')
    throw new InvalidInput('It does not begin with XISF0100, as XISF files do');
  if (file.length < 16) throw new InvalidInput('The file ends within its first 16 bytes');
  const length = new DataView(file.buffer, file.byteOffset).getUint32(8, true);
  if (length > longestHeader || 16 + length > file.length)
    throw new InvalidInput(`The header claims ${length} bytes, the file has ${file.length}`);
  return new TextDecoder().decode(file.subarray(16, 16 + length));
}

interface ImageElement {
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly cards: Card[];
  /** Text of the element or of its Data child, for inline and embedded blocks. */
  text: string;
  data?: Readonly<Record<string, string | undefined>>;
  /** ColorFilterArray: two by two colours, row by row. */
  pattern?: string | undefined;
}

function firstImage(xml: string): ImageElement {
  let image: ImageElement | undefined;
  let depth = 0;
  let imageDepth = 0;
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw new InvalidInput(`The header is no XML: ${error.message}`);
  });
  parser.on('doctype', () => {
    throw new InvalidInput('The header declares a document type, which XISF does not have');
  });
  parser.on('opentag', ({ name, attributes }) => {
    depth++;
    if (name === 'Image' && !image) {
      image = { attributes, cards: [], text: '' };
      imageDepth = depth;
    } else if (image && imageDepth === depth - 1) {
      if (name === 'FITSKeyword') image.cards.push(keywordOf(attributes));
      if (name === 'Data') image.data = attributes;
      if (name === 'ColorFilterArray') image.pattern = attributes.pattern;
    }
  });
  parser.on('text', (text) => {
    if (image && imageDepth > 0 && depth >= imageDepth) image.text += text;
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'Image' && depth === imageDepth) imageDepth = 0;
    depth--;
  });
  try {
    parser.write(xml.replace(/\0+$/, '')).close();
  } catch (error) {
    throw error instanceof InvalidInput ? error : new InvalidInput(`The header is no XML: ${sentenceOf(error)}`);
  }
  if (!image) throw new InvalidInput('There is no image in the file');
  return image;
}

function keywordOf({ name = '', value = '', comment = '' }: Readonly<Record<string, string | undefined>>): Card {
  if (/^(COMMENT|HISTORY|)$/i.test(name)) return card(name, undefined, comment || value);
  return card(name, parseCardValue(value), comment);
}

function geometryOf(text: string | undefined): [number, number, 1 | 3] {
  const [width = 0, height = 0, planes = 1, ...more] = (text ?? '').split(':').map(Number);
  const whole = [width, height].every((side) => Number.isInteger(side) && side > 0 && side <= 1 << 20);
  if (!whole || more.length > 0 || width * height > 2 ** 31)
    throw new InvalidInput(`An image of ${text ?? 'no size'} cannot be read`, 'geometry');
  if (planes !== 1 && planes !== 3)
    throw new InvalidInput(`The image has ${planes} channels; 1 and 3 can be read`, 'geometry');
  return [width, height, planes];
}

function blockOf(file: Uint8Array, image: ImageElement): Uint8Array {
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
function withPattern({ cards, pattern = '' }: ImageElement): Header {
  const header = withoutNoPattern(cards);
  const told = /^[RGB]{4}$/i.test(pattern) && !findCard(header, 'BAYERPAT');
  return told
    ? [...header, card('BAYERPAT', pattern.toUpperCase(), 'colours of the first pixels, row by row')]
    : header;
}

function swap(bytes: Uint8Array, item: number): void {
  for (let at = 0; item > 1 && at + item <= bytes.length; at += item) bytes.subarray(at, at + item).reverse();
}

function planar(samples: PixelArray, size: number): PixelArray {
  const result = samples.slice();
  for (let plane = 0; plane < 3; plane++)
    for (let i = 0; i < size; i++) result[plane * size + i] = samples[3 * i + plane] ?? 0;
  return result;
}
