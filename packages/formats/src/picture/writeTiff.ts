/** Astro-TIFF 1.0 (astro-tiff.sourceforge.io): a plain TIFF with the FITS header as its image description. */
import { InvalidInput, type PixelArray } from '@uraniborg/core';
import type { Frame } from '../frame.ts';
import { formatHeaderText } from './headerText.ts';
import { interleavedOf } from './interleaved.ts';

/** TIFF 6.0: the numbers of the tags that are written, and of the types. */
const tags = {
  imageWidth: 256,
  imageLength: 257,
  bitsPerSample: 258,
  compression: 259,
  photometric: 262,
  imageDescription: 270,
  stripOffsets: 273,
  samplesPerPixel: 277,
  rowsPerStrip: 278,
  stripByteCounts: 279,
  planarConfiguration: 284,
  software: 305,
  sampleFormat: 339,
} as const;
const [ascii, short, long] = [2, 3, 4];

/**
 * A frame as an uncompressed little-endian TIFF: 8 or 16 bits unsigned, or 32-bit floating point.
 *
 * @throws InvalidInput pixels of another kind, or more than the 4 GiB that a TIFF can be
 */
export function writeTiff(frame: Frame): Uint8Array {
  const { width, height, planes, data } = frame.pixels;
  const [bits, sampleFormat] = kindOf(data);
  const samples = interleavedOf(data, width * height, planes);
  const pixels = littleEndian(samples);
  if (pixels.length > 2 ** 32 - 2 ** 20) throw new InvalidInput('The frame is larger than a TIFF file can be');
  const text = (value: string) => new TextEncoder().encode(`${value}\0`);
  const fields: [tag: number, type: number, values: number[] | Uint8Array][] = [
    [tags.imageWidth, long, [width]],
    [tags.imageLength, long, [height]],
    [tags.bitsPerSample, short, Array<number>(planes).fill(bits)],
    [tags.compression, short, [1]],
    [tags.photometric, short, [planes === 3 ? 2 : 1]],
    [tags.imageDescription, ascii, text(formatHeaderText(frame.header))],
    [tags.stripOffsets, long, [8]],
    [tags.samplesPerPixel, short, [planes]],
    [tags.rowsPerStrip, long, [height]],
    [tags.stripByteCounts, long, [pixels.length]],
    [tags.planarConfiguration, short, [1]],
    [tags.software, ascii, text('Uraniborg')],
    [tags.sampleFormat, short, Array<number>(planes).fill(sampleFormat)],
  ];
  // Pixels first, then the directory, then the values that do not fit into it.
  const directory = 8 + pixels.length + (pixels.length & 1);
  const packed = fields.map(([tag, type, values]) => ({
    tag,
    type,
    count: values.length,
    bytes: valueBytes(type, values),
  }));
  let end = directory + 2 + 12 * fields.length + 4;
  const places = packed.map(({ bytes }) => {
    if (bytes.length <= 4) return 0;
    const at = end;
    end += bytes.length + (bytes.length & 1);
    return at;
  });
  const file = new Uint8Array(end);
  const view = new DataView(file.buffer);
  file.set([0x49, 0x49, 42, 0]);
  view.setUint32(4, directory, true);
  file.set(pixels, 8);
  view.setUint16(directory, fields.length, true);
  for (const [i, { tag, type, count, bytes }] of packed.entries()) {
    const at = directory + 2 + 12 * i;
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, type, true);
    view.setUint32(at + 4, count, true);
    const place = places[i] ?? 0;
    if (place === 0) file.set(bytes, at + 8);
    else {
      view.setUint32(at + 8, place, true);
      file.set(bytes, place);
    }
  }
  return file;
}

function kindOf(data: PixelArray): [bits: number, sampleFormat: number] {
  if (data instanceof Uint8Array) return [8, 1];
  if (data instanceof Uint16Array) return [16, 1];
  if (data instanceof Float32Array) return [32, 3];
  throw new InvalidInput(
    'A TIFF holds 8 or 16 bits unsigned or 32-bit floating point; these pixels are of another kind',
  );
}

function littleEndian(samples: PixelArray): Uint8Array {
  const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  if (new Uint8Array(Uint16Array.of(1).buffer)[0] === 1) return bytes;
  const swapped = bytes.slice();
  const item = samples.BYTES_PER_ELEMENT;
  for (let at = 0; item > 1 && at < swapped.length; at += item) swapped.subarray(at, at + item).reverse();
  return swapped;
}

function valueBytes(type: number, values: number[] | Uint8Array): Uint8Array {
  if (values instanceof Uint8Array) return values;
  const size = type === short ? 2 : 4;
  const view = new DataView(new ArrayBuffer(size * values.length));
  for (const [i, value] of values.entries())
    if (type === short) view.setUint16(2 * i, value, true);
    else view.setUint32(4 * i, value, true);
  return new Uint8Array(view.buffer);
}
