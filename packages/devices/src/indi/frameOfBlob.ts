import { DeviceError, InvalidInput, type Waiting } from '@uraniborg/core';
import type { Frame } from '@uraniborg/formats';
import type { NativeFile } from '../camera.ts';

/**
 * What reads the files that cameras send: FITS, packed or not, pictures and raw files; the pixels are of 16 bits where
 * their values allow it (narrowPixels). The files come in memory that threads can share, so that it costs nothing to have
 * a worker do it.
 */
export type DecodeFile = (file: Uint8Array) => Promise<Frame>;

export interface ReceivedFrame {
  readonly frame: Frame;
  /** The file as it came, where it is the camera's own and no FITS. */
  readonly native: NativeFile | undefined;
}

/** A file as a driver gives it. */
export interface FileOfCamera {
  /** Its extension, ".fits", ".fits.fz", ".cr2". */
  readonly format: string;
  readonly bytes: Uint8Array;
}

/** @throws DeviceError when it cannot be read; AbortedError */
export async function frameOfBlob(
  { format, bytes }: FileOfCamera,
  decode: DecodeFile,
  { clock, signal }: Waiting,
): Promise<ReceivedFrame> {
  const fits = /^\.fits?(\.fz)?$/.test(format);
  if (!fits && !/^\.[a-z0-9]{1,8}$/i.test(format)) throw new DeviceError(`The camera sent "${format}"`, format);
  try {
    const frame = await clock.hold(decode(bytes));
    signal.throwIfAborted();
    return { frame, native: fits ? undefined : { bytes, extension: format.toLowerCase() } };
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const words = fits
      ? 'The camera sent a frame that cannot be read'
      : `The camera sent "${format}", which cannot be read; set its transfer format to FITS`;
    throw new DeviceError(words, 'image', { cause: error });
  }
}
