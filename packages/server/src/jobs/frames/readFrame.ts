import { hash } from 'node:crypto';
import { InvalidInput } from '@uraniborg/core';
import {
  type Digest,
  type FileFormat,
  type Frame,
  frameOfFile,
  isPackedWhole,
  READABLE_FORMATS,
  RECOGNISED_BY,
  readFitsOf,
  recogniseFormat,
} from '@uraniborg/formats';
import { fileSource } from '../../storage/fileSource.ts';
import { readFileWhole } from '../../storage/readFileWhole.ts';
import { decodeRaw } from '../../workers/decodeRaw.ts';
import { frameOfRecording } from './frameOfRecording.ts';
import { ofFile } from './ofFile.ts';
import { openRecording } from './openRecording.ts';

/** Of the pixels of XISF files. */
export const digest: Digest = (algorithm, bytes) => hash(algorithm, bytes);

export interface ReadFrameOptions {
  /** Which unit of a FITS file, by its number (0 is the primary one) or name. Default: the first that holds an image. */
  readonly hdu?: number | string | undefined;
  /** Which plane of a cube of it, from 0. Default: all, if there are 1 or 3. */
  readonly plane?: number | undefined;
  /** Whether the pixels had best be in memory that threads can share. */
  readonly shared?: boolean | undefined;
  /** Whether pictures are turned as they are meant to be seen: see frameOfFile. */
  readonly upright?: boolean | undefined;
}

/**
 * The frame of a file, recognised by its content: FITS (compressed too), XISF, TIFF, PNG, JPEG, GIF, BMP, TGA, the raw
 * file of a camera, or a SER recording of one frame.
 *
 * @throws InvalidInput nothing that can be read, damaged, or many frames; the sentence names the file
 * @throws StorageError it is not there or cannot be read
 */
export async function readFrame(path: string, { hdu, plane, shared, upright }: ReadFrameOptions = {}): Promise<Frame> {
  const format = await formatOfFile(path);
  return await ofFile(path, async () => {
    if (format === 'ser' && hdu === undefined && plane === undefined) return await onlyFrame(path);
    if (format === 'fits') {
      const frame = await readInParts(path, { hdu, plane, shared });
      if (frame) return frame;
    }
    return await frameOfFile(await readFileWhole(path), { hdu, plane, shared, upright, raw: decodeRaw, digest });
  });
}

/** The frame of a FITS file, which is never held beside its pixels; undefined where it was packed whole. */
async function readInParts(path: string, { hdu, plane, shared }: ReadFrameOptions): Promise<Frame | undefined> {
  const source = await fileSource(path);
  try {
    if (isPackedWhole(await source.read(0, Math.min(RECOGNISED_BY, source.size)))) return undefined;
    const options = { ...(hdu !== undefined && { hdu }), ...(plane !== undefined && { plane }) };
    return await readFitsOf(source, { ...options, ...(shared !== undefined && { shared }) });
  } finally {
    await source.close();
  }
}

/** What a file is, by its content. @throws InvalidInput nothing that can be read here; StorageError */
export async function formatOfFile(path: string): Promise<FileFormat> {
  const source = await fileSource(path);
  try {
    const format = recogniseFormat(await source.read(0, Math.min(RECOGNISED_BY, source.size)));
    if (!format) throw new InvalidInput(`${path} is no ${READABLE_FORMATS} file, whatever its name says`);
    return format;
  } finally {
    await source.close();
  }
}

async function onlyFrame(path: string): Promise<Frame> {
  const recording = await openRecording(path);
  try {
    if (recording.frameCount !== 1)
      throw new InvalidInput(
        `it is a recording of ${recording.frameCount} frames; take them out with: uraniborg fits convert`,
      );
    return await frameOfRecording(recording, 0);
  } finally {
    await recording.close();
  }
}
