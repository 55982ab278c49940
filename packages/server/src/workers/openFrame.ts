import type { CountedFrame } from '../frames/countedFrame.ts';
import { frameOfRecording } from '../jobs/frames/frameOfRecording.ts';
import { imagesOfFile } from '../jobs/frames/imagesOfFile.ts';
import { openRecording } from '../jobs/frames/openRecording.ts';
import { formatOfFile, readFrame } from '../jobs/frames/readFrame.ts';

/** A frame in shared memory, the path of its file, or a frame of a file that somebody has opened. */
export type FrameAt = CountedFrame | string | FileFrame;

/** A frame of a file of any kind. */
export interface FileFrame {
  readonly file: string;
  /** Which frame of a recording, or image of a FITS or XISF file (see imagesOfFile), from 0. */
  readonly index: number;
}

/** @throws InvalidInput, StorageError the file cannot be read */
export async function openFrame(frame: FrameAt): Promise<CountedFrame> {
  if (typeof frame === 'string') return await readFrame(frame, { shared: true });
  if (!('file' in frame)) return frame;
  const format = await formatOfFile(frame.file);
  if (format === 'fits' || format === 'xisf') {
    const { hdu, plane } = (await imagesOfFile(frame.file, format))[frame.index] ?? {};
    return await readFrame(frame.file, { hdu, plane, shared: true });
  }
  if (format !== 'ser') {
    const opened = await readFrame(frame.file);
    return { ...opened, finished: format !== 'raw' && opened.pixels.data instanceof Uint8Array };
  }
  const recording = await openRecording(frame.file);
  try {
    return await frameOfRecording(recording, frame.index);
  } finally {
    await recording.close();
  }
}
