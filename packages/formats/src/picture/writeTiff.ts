/** Astro-TIFF 1.0 (astro-tiff.sourceforge.io): a plain TIFF with the FITS header as its image description. */
import { InvalidInput, type PixelArray } from '@uraniborg/core';
import type { Frame } from '../frame.ts';
import { formatHeaderText } from './headerText.ts';
import { interleavedOf } from './interleaved.ts';
import { tiffFile } from './tiffFile.ts';

/** TIFF 6.0: the numbers of the tags, and of the types. */
const tags = {
  imageWidth: 256,
  imageLength: 257,
  bitsPerSample: 258,
  compression: 259,
  photometric: 262,
  imageDescription: 270,
  samplesPerPixel: 277,
  rowsPerStrip: 278,
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
  const text = (value: string) => new TextEncoder().encode(`${value}\0`);
  return tiffFile(littleEndian(samples), [
    [tags.imageWidth, long, [width]],
    [tags.imageLength, long, [height]],
    [tags.bitsPerSample, short, Array<number>(planes).fill(bits)],
    [tags.compression, short, [1]],
    [tags.photometric, short, [planes === 3 ? 2 : 1]],
    [tags.imageDescription, ascii, text(formatHeaderText(frame.header))],
    [tags.samplesPerPixel, short, [planes]],
    [tags.rowsPerStrip, long, [height]],
    [tags.planarConfiguration, short, [1]],
    [tags.software, ascii, text('Uraniborg')],
    [tags.sampleFormat, short, Array<number>(planes).fill(sampleFormat)],
  ]);
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
