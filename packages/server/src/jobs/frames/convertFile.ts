import { extname } from 'node:path';
import { InvalidInput } from '@uraniborg/core';
import type { FileFormat, Frame, XisfCompression } from '@uraniborg/formats';
import { type ColourOptions, coloured } from './coloured.ts';
import { demandFree } from './demandFree.ts';
import { frameOfRecording } from './frameOfRecording.ts';
import { imagesOfFile } from './imagesOfFile.ts';
import { ofFile } from './ofFile.ts';
import { openRecording } from './openRecording.ts';
import { formatOfFile, readFrame } from './readFrame.ts';
import { writeSerFile } from './serFile.ts';
import { stretched } from './stretched.ts';
import { demandWritable, writeFrame } from './writeFrame.ts';

export interface ConvertOptions extends ColourOptions {
  /** Which unit of a FITS file, by number or name. Default: the first that holds an image. */
  readonly hdu?: number | string | undefined;
  /** Which plane of a cube, from 0. Default: all, if there are 1 or 3. */
  readonly plane?: number | undefined;
  /** Stretched automatically, as a screen shows it, to 8 bits. Default: the pixels as they are. */
  readonly stretch?: boolean | undefined;
  /** Of an XISF file. Default: zlib. */
  readonly compression?: XisfCompression | undefined;
  readonly signal: AbortSignal;
  readonly onWritten: (path: string, done: number, count: number) => void;
}

/**
 * Reads a file, whatever it is, and writes it as what the name of the other says. Each frame of a recording becomes a
 * file of its own, with its number from 1 before the extension; to a recording go all of them, or all planes of a cube.
 *
 * @throws InvalidInput it cannot be read, the name says nothing that can be written, or is taken
 * @throws StorageError
 */
export async function convertFile(from: string, to: string, options: ConvertOptions): Promise<void> {
  demandWritable(to);
  const format = await formatOfFile(from);
  if (extname(to).toLowerCase() === '.ser') {
    await writeSerFile(to, framesOf(from, format, options));
    return options.onWritten(to, 1, 1);
  }
  if (format === 'ser') return await convertRecording(from, to, options);
  const frame = await readFrame(from, { hdu: options.hdu, plane: options.plane });
  await writeFrame(to, asWanted(frame, options), options.compression);
  options.onWritten(to, 1, 1);
}

/** All frames of a recording, all planes of a cube unless one is chosen, or the one that there is. */
async function* framesOf(from: string, format: FileFormat, options: ConvertOptions): AsyncGenerator<Frame> {
  const { hdu, plane, signal } = options;
  if (format !== 'ser') {
    const [first, ...others] = await imagesOfFile(from, format);
    const planes = [...(first ? [first] : []), ...others.filter((other) => other.hdu === first?.hdu)];
    const chosen = (hdu ?? plane) === undefined && planes.length > 1 ? planes : [{ hdu, plane }];
    for (const each of chosen) {
      signal.throwIfAborted();
      yield asWanted(await readFrame(from, { hdu: each.hdu, plane: each.plane }), options);
    }
    return;
  }
  const recording = await ofFile(from, () => openRecording(from));
  try {
    for (let index = 0; index < recording.frameCount; index++) {
      signal.throwIfAborted();
      yield asWanted(await ofFile(from, () => frameOfRecording(recording, index)), options);
    }
  } finally {
    await recording.close();
  }
}

async function convertRecording(from: string, to: string, options: ConvertOptions): Promise<void> {
  const recording = await ofFile(from, () => openRecording(from));
  try {
    const { frameCount } = recording;
    if (frameCount === 0) throw new InvalidInput(`${from}: the recording holds no frame`);
    const digits = Math.max(4, String(frameCount).length);
    const extension = extname(to);
    const name = (index: number) =>
      `${to.slice(0, to.length - extension.length)}-${String(index + 1).padStart(digits, '0')}${extension}`;
    // Half of a series beside older files would help nobody: it is looked at before anything is written.
    for (let index = 0; index < frameCount; index++) await demandFree(name(index));
    for (let index = 0; index < frameCount; index++) {
      options.signal.throwIfAborted();
      const frame = asWanted(await ofFile(from, () => frameOfRecording(recording, index)), options);
      await writeFrame(name(index), frame, options.compression);
      options.onWritten(name(index), index + 1, frameCount);
    }
  } finally {
    await recording.close();
  }
}

function asWanted(frame: Frame, { stretch, ...colours }: ConvertOptions): Frame {
  const { pixels, header } = coloured(frame, colours);
  return { pixels: stretch ? stretched(pixels) : pixels, header };
}
