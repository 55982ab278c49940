import { type Frame, readFits } from '@uraniborg/formats';
import { readFileWhole } from '../storage/readFileWhole.ts';

/** A frame in shared memory, or the path of its FITS file. */
export type FrameAt = Frame | string;

/** @throws InvalidInput, StorageError the file cannot be read */
export async function openFrame(frame: FrameAt): Promise<Frame> {
  return typeof frame === 'string' ? readFits(await readFileWhole(frame)) : frame;
}
