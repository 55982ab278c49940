/** PNG: 8 and 16 bits a sample, grey or colour. The bytes are fast-png's work; here are pixels of the house. */
import { InvalidInput, type PixelArray, type Pixels, sentenceOf } from '@uraniborg/core';
import { convertIndexedToRgb, decode, encode } from 'fast-png';
import { interleavedOf, planarOf } from './interleaved.ts';
import { demandPictureSize } from './pictureSize.ts';

/**
 * The picture, grey or in colour; transparency is left out.
 *
 * @throws InvalidInput it is no PNG, it is damaged, or it is too large
 */
export function readPng(file: Uint8Array): Pixels<Uint8Array | Uint16Array> {
  if (file.length < 33 || file[0] !== 0x89 || file[1] !== 0x50) throw new InvalidInput('It is no PNG file');
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  // Before anything is unpacked: the size stands in the first chunk.
  const channelsOf = [1, 0, 3, 1, 2, 0, 4];
  const pixelBytes = ((file[24] ?? 8) * (channelsOf[file[25] ?? 0] ?? 1)) / 8;
  demandPictureSize(view.getUint32(16), view.getUint32(20), pixelBytes, file.length);
  let picture: ReturnType<typeof decode>;
  try {
    picture = decode(file);
  } catch (error) {
    throw new InvalidInput(`The PNG file is damaged: ${sentenceOf(error)}`);
  }
  const { width, height } = picture;
  const indexed = picture.palette !== undefined;
  const samples = indexed ? convertIndexedToRgb(picture) : spread(picture);
  const channels = indexed ? (picture.palette?.[0]?.length ?? 3) : picture.channels;
  const data = samples instanceof Uint16Array ? samples : new Uint8Array(samples);
  const planes = channels >= 3 ? 3 : 1;
  return { width, height, planes, data: planarOf(data, width * height, channels, planes) };
}

/** Samples of 1, 2 and 4 bits, several to a byte, as bytes that use the whole range. */
function spread({ data, depth, width, height }: ReturnType<typeof decode>): Uint8Array | Uint16Array {
  if (depth >= 8) return data instanceof Uint16Array ? data : new Uint8Array(data);
  const rowBytes = Math.ceil((width * depth) / 8);
  const most = 2 ** depth - 1;
  return Uint8Array.from({ length: width * height }, (_, i) => {
    const x = i % width;
    const byte = data[Math.floor(i / width) * rowBytes + Math.floor((x * depth) / 8)] ?? 0;
    return Math.round((((byte >> (8 - depth - ((x * depth) % 8))) & most) * 255) / most);
  });
}

/**
 * The pixels as a PNG of 8 or 16 bits.
 *
 * @throws InvalidInput other pixels than 8 or 16 bits unsigned: stretch or scale them first
 */
export function writePng({ width, height, planes, data }: Pixels): Uint8Array {
  if (!isUnsigned(data)) throw new InvalidInput('A PNG holds 8 or 16 bits unsigned; these pixels are of another kind');
  const samples = interleavedOf(data, width * height, planes);
  return encode({ width, height, data: samples, depth: data instanceof Uint16Array ? 16 : 8, channels: planes });
}

function isUnsigned(data: PixelArray): data is Uint8Array | Uint16Array {
  return data instanceof Uint8Array || data instanceof Uint16Array;
}
