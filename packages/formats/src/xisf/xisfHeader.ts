/** What the XML at the beginning of an XISF file says of its images (XISF 1.0, sections 9 to 11). */
import { InvalidInput, sentenceOf } from '@uraniborg/core';
import { SaxesParser } from 'saxes';
import { type Card, card } from '../header.ts';
import { parseCardValue } from './fitsKeyword.ts';
import { propertyCards, type XisfProperty } from './propertyCards.ts';

type Attributes = Readonly<Record<string, string | undefined>>;

export interface XisfImage {
  readonly attributes: Attributes;
  readonly cards: readonly Card[];
  /** Text of the element or of its Data child, for inline and embedded blocks. */
  readonly text: string;
  readonly data: Attributes | undefined;
  /** ColorFilterArray: two by two colours, row by row. */
  readonly pattern: string | undefined;
}

/** More header than this is no image's. */
const LONGEST_HEADER = 64 << 20;
/** More images than anybody leafs through; a bound on what a hostile file can make us build. */
const MOST_IMAGES = 10_000;
/** The mark, and how long the header is. */
export const XISF_MARK_BYTES = 16;

/**
 * How many bytes the beginning of an XISF file has up to the end of its header.
 *
 * @param start the first XISF_MARK_BYTES of the file at least
 * @throws InvalidInput it is no XISF file, or does not hold its own header
 */
export function xisfHeaderBytes(start: Uint8Array, fileBytes: number): number {
  if (String.fromCharCode(...start.subarray(0, 8)) !== 'XISF0100')
    throw new InvalidInput('It does not begin with XISF0100, as XISF files do');
  if (start.length < XISF_MARK_BYTES) throw new InvalidInput('The file ends within its first 16 bytes');
  const length = new DataView(start.buffer, start.byteOffset).getUint32(8, true);
  if (length > LONGEST_HEADER || XISF_MARK_BYTES + length > fileBytes)
    throw new InvalidInput(`The header claims ${length} bytes, the file has ${fileBytes}`);
  return XISF_MARK_BYTES + length;
}

interface Building {
  readonly attributes: Attributes;
  readonly cards: Card[];
  readonly properties: XisfProperty[];
  text: string;
  data?: Attributes;
  pattern?: string | undefined;
}

/**
 * All images of a file, in their order.
 *
 * @param start the first xisfHeaderBytes of it at least
 * @throws InvalidInput the header is damaged, or has no image
 */
export function xisfImages(start: Uint8Array): XisfImage[] {
  const xml = new TextDecoder().decode(start.subarray(XISF_MARK_BYTES, xisfHeaderBytes(start, start.length)));
  const images: Building[] = [];
  const common: XisfProperty[] = [];
  // The image that we are in, and how deep it began; the property whose text comes.
  let [image, imageDepth, depth]: [Building | undefined, number, number] = [undefined, 0, 0];
  let property: { id: string; value: string } | undefined;
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw new InvalidInput(`The header is no XML: ${error.message}`);
  });
  parser.on('doctype', () => {
    throw new InvalidInput('The header declares a document type, which XISF does not have');
  });
  parser.on('opentag', ({ name, attributes }: { name: string; attributes: Attributes }) => {
    depth++;
    if (name === 'Image' && !image) {
      if (images.length >= MOST_IMAGES) throw new InvalidInput(`The file has more than ${MOST_IMAGES} images`);
      image = { attributes, cards: [], properties: [], text: '' };
      imageDepth = depth;
      images.push(image);
    } else if (image && imageDepth === depth - 1) {
      if (name === 'FITSKeyword') image.cards.push(keywordOf(attributes));
      if (name === 'Data') image.data = attributes;
      if (name === 'ColorFilterArray') image.pattern = attributes.pattern;
    }
    if (name === 'Property' && (image ? imageDepth === depth - 1 : depth === 2)) {
      property = { id: attributes.id ?? '', value: attributes.value ?? '' };
      (image?.properties ?? common).push(property);
    }
  });
  parser.on('text', (text) => {
    if (property) property.value += text;
    else if (image) image.text += text;
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'Property') property = undefined;
    if (name === 'Image' && depth === imageDepth) image = undefined;
    depth--;
  });
  try {
    parser.write(xml.replace(/\0+$/, '')).close();
  } catch (error) {
    throw error instanceof InvalidInput ? error : new InvalidInput(`The header is no XML: ${sentenceOf(error)}`);
  }
  if (images.length === 0) throw new InvalidInput('There is no image in the file');
  return images.map(({ attributes, cards, properties, text, data, pattern }) => ({
    attributes,
    cards: [...cards, ...propertyCards(attributes.imageType, [...properties, ...common], cards)],
    text,
    data,
    pattern,
  }));
}

function keywordOf({ name = '', value = '', comment = '' }: Attributes): Card {
  if (/^(COMMENT|HISTORY|)$/i.test(name)) return card(name, undefined, comment || value);
  return card(name, parseCardValue(value), comment);
}
