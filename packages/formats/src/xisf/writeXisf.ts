import type { Frame } from '../frame.ts';
import { cardText, type Header } from '../header.ts';
import type { Digest } from './checksum.ts';
import { packXisf, type XisfCompression, type ZstdPacker } from './codec.ts';
import { formatCardValue } from './fitsKeyword.ts';
import { sampleFormat, writableSamples } from './sampleFormat.ts';

export interface WriteXisfOptions {
  /** Shuffled by bytes where a sample has more than one. Default: 'zlib'. */
  readonly compression?: XisfCompression;
  /** Needed for 'zstd'. */
  readonly zstd?: ZstdPacker;
  /** Writes a checksum (SHA-1) of the pixels. Default: none. */
  readonly digest?: Digest;
}

/** Attached blocks begin at multiples of this. */
const alignment = 4096;

/**
 * A frame as a monolithic XISF file with its header as FITS keywords. Signed integers, which XISF does not have, become
 * floating point; floating point pixels are declared with the bounds of their finite values, as the format demands.
 */
export function writeXisf(frame: Frame, { compression = 'zlib', zstd, digest }: WriteXisfOptions = {}): Uint8Array {
  const { width, height, planes } = frame.pixels;
  const { name, data } = writableSamples(frame.pixels.data);
  const plain = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const packed = compression === 'none' ? undefined : packXisf(plain, compression, sampleFormat(name).bytes, zstd);
  const block = packed?.block ?? plain;
  const attributes = {
    geometry: `${width}:${height}:${planes}`,
    sampleFormat: name,
    ...(name.startsWith('Float') && { bounds: boundsOf(data) }),
    colorSpace: planes === 3 ? 'RGB' : 'Gray',
    ...(imageType(frame.header) && { imageType: imageType(frame.header) }),
    ...(packed && { compression: packed.attribute }),
    ...(digest && { checksum: `sha-1:${digest('sha1', block)}` }),
  };
  // The position stands in the header whose length decides it: room is made first, then filled.
  const header = (position: number) =>
    xml({ ...attributes, location: `attachment:${position}:${block.length}` }, frame.header);
  const room = Math.ceil((16 + new TextEncoder().encode(header(2 ** 40)).length) / alignment) * alignment;
  const text = new TextEncoder().encode(header(room));
  const file = new Uint8Array(room + block.length);
  file.set(new TextEncoder().encode('XISF0100'));
  new DataView(file.buffer).setUint32(8, text.length, true);
  file.set(text, 16);
  file.set(block, room);
  return file;
}

function xml(attributes: Readonly<Record<string, string | undefined>>, header: Header): string {
  const written = Object.entries(attributes).map(([name, value]) => `${name}="${escaped(value ?? '')}"`);
  const keywords = header.map(({ keyword, value, comment }) =>
    value === undefined && /^(COMMENT|HISTORY|)$/.test(keyword)
      ? `<FITSKeyword name="${escaped(keyword)}" value="" comment="${escaped(comment)}"/>`
      : `<FITSKeyword name="${escaped(keyword)}" value="${escaped(formatCardValue(value))}" comment="${escaped(comment)}"/>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<xisf version="1.0" xmlns="http://www.pixinsight.com/xisf" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.pixinsight.com/xisf http://pixinsight.com/xisf/xisf-1.0.xsd"><Image ${written.join(' ')}>${keywords.join('')}</Image><Metadata><Property id="XISF:CreatorApplication" type="String">Uraniborg</Property></Metadata></xisf>`;
}

function imageType(header: Header): string | undefined {
  const types: Record<string, string> = { light: 'Light', dark: 'Dark', bias: 'Bias', flat: 'Flat' };
  return types[cardText(header, 'IMAGETYP')?.split(' ')[0]?.toLowerCase() ?? ''];
}

function boundsOf(data: ArrayLike<number>): string {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < data.length; i++) {
    const value = data[i] as number;
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low < high ? `${low}:${high}` : '0:1';
}

/** XML has no control characters at all: they become spaces. */
function escaped(text: string): string {
  return [...text].map((c) => (c < ' ' ? ' ' : /[&<>"']/.test(c) ? `&#${c.charCodeAt(0)};` : c)).join('');
}
