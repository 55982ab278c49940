/**
 * TIFF 6.0 as astronomy writes it: the first picture of the file, in strips, uncompressed or deflated, with or without
 * horizontal differencing, 8 or 16 bits, or 32-bit floating point; and its header where it is an Astro-TIFF.
 */
import { InvalidInput, type PixelArray, sentenceOf } from '@uraniborg/core';
import { unzlibSync } from 'fflate';
import type { Frame } from '../frame.ts';
import { parseHeaderText } from './headerText.ts';
import { planarOf } from './interleaved.ts';
import { demandPictureSize } from './pictureSize.ts';

/** Bytes of a value by its type; the types that are not here are never needed. */
const typeBytes: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4 };

/** @throws InvalidInput it is no TIFF, it is damaged, of a kind that cannot be read, or too large */
export function readTiff(file: Uint8Array): Frame {
  const directory = firstDirectory(file);
  const one = (tag: number, otherwise: number) => directory.numbers(tag)?.[0] ?? otherwise;
  const [width, height, channels] = [one(256, 0), one(257, 0), one(277, 1)];
  const [bits, sampleFormat, compression, predictor] = [one(258, 1), one(339, 1), one(259, 1), one(317, 1)];
  if (one(284, 1) !== 1 || channels < 1 || channels > 8)
    throw new InvalidInput('The TIFF file stores its channels in a way that cannot be read');
  if (compression !== 1 && compression !== 8 && compression !== 32946)
    throw new InvalidInput(`The TIFF file is compressed by method ${compression}; only deflate can be read`);
  const pixelBytes = (channels * bits) / 8;
  demandPictureSize(width, height, pixelBytes, file.length);
  const bytes = new Uint8Array(width * height * pixelBytes);
  const strips = directory.numbers(273) ?? [];
  const lengths = directory.numbers(279) ?? [];
  let at = 0;
  for (const [i, begin] of strips.entries()) {
    const stored = file.subarray(begin, begin + (lengths[i] ?? 0));
    const strip = compression === 1 ? stored : inflated(stored, bytes.length - at);
    bytes.set(strip.subarray(0, bytes.length - at), at);
    at += Math.min(strip.length, bytes.length - at);
  }
  if (at < bytes.length) throw new InvalidInput('The TIFF file has fewer pixels than its size needs');
  const samples = samplesOf(bytes, bits, sampleFormat, directory.littleEndian);
  if (predictor === 2) undoDifferences(samples, width, channels);
  const planes = channels >= 3 ? 3 : 1;
  const data = planarOf(samples, width * height, channels, planes);
  return { pixels: { width, height, planes, data }, header: parseHeaderText(directory.text(270)) };
}

interface Directory {
  readonly littleEndian: boolean;
  /** The values of a tag; undefined where it is not there. */
  numbers(tag: number): readonly number[] | undefined;
  text(tag: number): string;
}

function firstDirectory(file: Uint8Array): Directory {
  const mark = String.fromCharCode(file[0] ?? 0, file[1] ?? 0);
  const littleEndian = mark === 'II';
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  if (file.length < 14 || (!littleEndian && mark !== 'MM') || view.getUint16(2, littleEndian) !== 42)
    throw new InvalidInput('It is no TIFF file');
  const start = view.getUint32(4, littleEndian);
  const damaged = () => new InvalidInput('The TIFF file cannot be read: a part of it lies beyond its end');
  if (start + 2 > file.length) throw damaged();
  const count = view.getUint16(start, littleEndian);
  if (start + 2 + 12 * count > file.length) throw damaged();
  const entries = new Map<number, Uint8Array>();
  const types = new Map<number, number>();
  for (let i = 0; i < count; i++) {
    const at = start + 2 + 12 * i;
    const type = view.getUint16(at + 2, littleEndian);
    const length = view.getUint32(at + 4, littleEndian) * (typeBytes[type] ?? Number.NaN);
    if (Number.isNaN(length)) continue;
    const place = length <= 4 ? at + 8 : view.getUint32(at + 8, littleEndian);
    if (place + length > file.length) throw damaged();
    const tag = view.getUint16(at, littleEndian);
    entries.set(tag, file.subarray(place, place + length));
    types.set(tag, type);
  }
  return {
    littleEndian,
    numbers(tag) {
      const bytes = entries.get(tag);
      if (!bytes) return undefined;
      const size = typeBytes[types.get(tag) ?? 1] ?? 1;
      const values = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      return Array.from({ length: bytes.length / size }, (_, i) => {
        if (size === 2) return values.getUint16(2 * i, littleEndian);
        return size === 4 ? values.getUint32(4 * i, littleEndian) : (bytes[i] ?? 0);
      });
    },
    text: (tag) => new TextDecoder().decode(entries.get(tag) ?? new Uint8Array()).replace(/\0.*$/s, ''),
  };
}

function inflated(stored: Uint8Array, most: number): Uint8Array {
  try {
    return unzlibSync(stored, { out: new Uint8Array(most) });
  } catch (error) {
    throw new InvalidInput(`The TIFF file is damaged: ${sentenceOf(error)}`);
  }
}

function samplesOf(bytes: Uint8Array, bits: number, sampleFormat: number, littleEndian: boolean): PixelArray {
  const view = new DataView(bytes.buffer);
  const count = bytes.length / (bits / 8);
  const make = <A extends PixelArray>(data: A, read: (at: number) => number): A => {
    for (let i = 0, at = 0; i < count; i++, at += bits / 8) data[i] = read(at);
    return data;
  };
  if (bits === 8 && sampleFormat === 1) return bytes;
  if (bits === 16 && sampleFormat === 1) return make(new Uint16Array(count), (at) => view.getUint16(at, littleEndian));
  if (bits === 16 && sampleFormat === 2) return make(new Int16Array(count), (at) => view.getInt16(at, littleEndian));
  if (bits === 32 && sampleFormat === 1) return make(new Uint32Array(count), (at) => view.getUint32(at, littleEndian));
  if (bits === 32 && sampleFormat === 3)
    return make(new Float32Array(count), (at) => view.getFloat32(at, littleEndian));
  throw new InvalidInput(`A TIFF file with samples of ${bits} bits (format ${sampleFormat}) cannot be read`);
}

/** Each sample was written as its difference from the one before in its row; sums wrap as the type does. */
function undoDifferences(samples: PixelArray, width: number, channels: number): void {
  const row = width * channels;
  for (let i = 0; i < samples.length; i++)
    if (i % row >= channels) samples[i] = (samples[i] ?? 0) + (samples[i - channels] ?? 0);
}
