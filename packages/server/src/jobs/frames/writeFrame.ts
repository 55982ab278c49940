import { extname } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { InvalidInput, type Pixels } from '@uraniborg/core';
import {
  encodeFitsChunks,
  encodePackedFits,
  type Frame,
  writeBmp,
  writeJpeg,
  writePng,
  writeTiff,
  writeXisf,
  type XisfCompression,
} from '@uraniborg/formats';
import { toSixteenBits } from '@uraniborg/imaging';
import { digest } from './readFrame.ts';
import { serOfFrame } from './serFile.ts';
import { stretched } from './stretched.ts';
import { writeWhole } from './writeWhole.ts';

/** What may follow the last point of the name of a file that is to be written. */
const encoders: Readonly<Record<string, (frame: Frame) => Iterable<Uint8Array>>> = {
  '.fits': encodeFitsChunks,
  '.fit': encodeFitsChunks,
  '.fts': encodeFitsChunks,
  '.fz': (frame) => [encodePackedFits(frame)],
  '.xisf': (frame) => [xisfOf(frame, 'zlib')],
  '.tif': (frame) => [writeTiff(fitting(frame, 'floating point too'))],
  '.tiff': (frame) => [writeTiff(fitting(frame, 'floating point too'))],
  '.png': (frame) => [writePng(fitting(frame, 'integers').pixels)],
  '.jpg': (frame) => [writeJpeg(shown(frame))],
  '.jpeg': (frame) => [writeJpeg(shown(frame))],
  '.bmp': (frame) => [writeBmp(shown(frame))],
  '.ser': serOfFrame,
};

const xisfOf = (frame: Frame, compression: XisfCompression) =>
  writeXisf(frame, { digest, compression, zstd: (bytes) => zstdCompressSync(bytes) });

/** The frame in pixels that a picture file can hold: 8 or 16 bits as they are, anything else scaled to 16. */
function fitting(frame: Frame, holds: 'integers' | 'floating point too'): Frame {
  const { data } = frame.pixels;
  if (data instanceof Uint8Array || data instanceof Uint16Array) return frame;
  if (data instanceof Float32Array && holds === 'floating point too') return frame;
  return { pixels: toSixteenBits(frame.pixels).pixels, header: frame.header };
}

/** The frame as a screen shows it, for files that hold nothing else: 8 bits as they are, anything else stretched. */
function shown({ pixels }: Frame): Pixels<Uint8Array> {
  const { data } = pixels;
  return data instanceof Uint8Array ? { ...pixels, data } : stretched(pixels);
}

/** @throws InvalidInput the name says no kind of file that can be written */
export function demandWritable(path: string): void {
  if (extname(path).toLowerCase() in encoders) return;
  throw new InvalidInput(
    `The name ${path} does not say what to write: let it end in ${Object.keys(encoders).join(', ')}`,
    'out',
  );
}

/**
 * Writes a frame as what the name of the file says. Never overwrites.
 *
 * @param compression of an XISF file. Default: zlib
 * @throws InvalidInput the name says nothing that can be written, it is taken, or that kind of file cannot hold the frame
 * @throws StorageError disk full, read-only ...: nothing is left behind
 */
export async function writeFrame(path: string, frame: Frame, compression?: XisfCompression): Promise<void> {
  demandWritable(path);
  const extension = extname(path).toLowerCase();
  if (compression && extension !== '.xisf')
    throw new InvalidInput(`Only XISF files are packed by ${compression}; ${path} is to be another`, 'compression');
  if (compression) return await writeWhole(path, [xisfOf(frame, compression)]);
  const encode = encoders[extension];
  if (encode) await writeWhole(path, encode(frame));
}

/**
 * The bytes of a frame as a file of the kind that an extension (".xisf") says.
 *
 * @throws InvalidInput nothing of that kind can be written, or it cannot hold the frame
 */
export function encodedFrame(frame: Frame, extension: string): Iterable<Uint8Array> {
  const encode = encoders[extension];
  if (!encode) throw new InvalidInput(`A frame cannot be written as ${extension}`, 'as');
  return encode(frame);
}
