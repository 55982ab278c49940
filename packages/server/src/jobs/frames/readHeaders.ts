import { basename } from 'node:path';
import { InvalidInput } from '@uraniborg/core';
import type { FitsHdu, Header, XisfPart } from '@uraniborg/formats';
import { fitsParts } from './fitsParts.ts';
import { frameOfRecording } from './frameOfRecording.ts';
import { ofFile } from './ofFile.ts';
import { openRecording } from './openRecording.ts';
import { formatOfFile, type ReadFrameOptions, readFrame } from './readFrame.ts';
import { xisfFileParts } from './xisfFile.ts';

/** What a file says of one of its parts. */
export interface PartHeader {
  /** 0 is the first. */
  readonly index: number;
  readonly kind: FitsHdu['kind'] | 'recording';
  readonly name: string | undefined;
  /** Size in samples: columns, rows, planes or frames. */
  readonly axes: readonly number[];
  readonly header: Header;
}

/**
 * The headers of a file: of every part of a FITS or XISF file or of one, of the image of any other, of the first frame of a recording.
 *
 * @throws InvalidInput nothing that can be read, or damaged; StorageError it is not there or cannot be read
 */
export async function readHeaders(path: string, { hdu }: ReadFrameOptions = {}): Promise<PartHeader[]> {
  const format = await formatOfFile(path);
  if (format === 'fits' || format === 'xisf') {
    const all = format === 'fits' ? await fitsParts(path) : (await xisfFileParts(path)).map(asImage);
    const parts = all.map(({ index, kind, name, axes, header }): PartHeader => ({ index, kind, name, axes, header }));
    const found = hdu === undefined ? parts : parts.filter((part) => isPart(part, hdu));
    if (found.length > 0) return found;
    const names = parts.map(({ index, name }) => (name ? `${index} ${name}` : `${index}`)).join(', ');
    throw new InvalidInput(`${path}: it has no part ${hdu}, but ${names}`, 'hdu');
  }
  if (hdu !== undefined) throw new InvalidInput(`${path}: only FITS and XISF files have several parts`, 'hdu');
  if (format === 'ser') return await ofFile(path, () => recordingHeader(path));
  const { pixels, header } = await readFrame(path);
  const { width, height, planes } = pixels;
  const axes = planes === 1 ? [width, height] : [width, height, planes];
  return [{ index: 0, kind: 'image', name: basename(path), axes, header }];
}

const asImage = (part: XisfPart) => ({ ...part, kind: 'image' as const });

function isPart({ index, name }: PartHeader, wanted: number | string): boolean {
  return typeof wanted === 'number' ? index === wanted : name?.trim().toUpperCase() === wanted.trim().toUpperCase();
}

async function recordingHeader(path: string): Promise<PartHeader[]> {
  const recording = await openRecording(path);
  try {
    const { width, height, frameCount } = recording;
    const header = frameCount === 0 ? [] : (await frameOfRecording(recording, 0)).header;
    return [{ index: 0, kind: 'recording', name: basename(path), axes: [width, height, frameCount], header }];
  } finally {
    await recording.close();
  }
}
