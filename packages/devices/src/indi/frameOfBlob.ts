import { DeviceError, InvalidInput, type Waiting } from '@uraniborg/core';
import { type Frame, readFitsInTurns } from '@uraniborg/formats';
import type { NativeFile } from '../camera.ts';

/** What reads the files of cameras that send their own: frameOfFile, with raw files in a worker. */
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

/** Others have their turn while a large frame is read. @throws DeviceError when it cannot be read; AbortedError */
export async function frameOfBlob(
  { format, bytes }: FileOfCamera,
  decode: DecodeFile,
  { clock, signal }: Waiting,
): Promise<ReceivedFrame> {
  const fits = /^\.fits?(\.fz)?$/.test(format);
  if (!fits && !/^\.[a-z0-9]{1,8}$/i.test(format)) throw new DeviceError(`The camera sent "${format}"`, format);
  try {
    if (fits) {
      const turn = () => clock.sleep(0, signal);
      return { frame: await readFitsInTurns(bytes, { shared: true }, turn), native: undefined };
    }
    return { frame: await clock.hold(decode(bytes)), native: { bytes, extension: format.toLowerCase() } };
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const words = fits
      ? 'The camera sent a frame that cannot be read'
      : `The camera sent "${format}", which cannot be read; set its transfer format to FITS`;
    throw new DeviceError(words, 'image', { cause: error });
  }
}
