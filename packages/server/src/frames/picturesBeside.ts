import { sentenceOf } from '@uraniborg/core';
import type { PixelWorkers } from '../workers/pixelWorkers.ts';

/** Writes pictures of frames beside their files, one after the other: a picture never keeps a frame from its file. */
export interface PicturesBeside {
  /**
   * @param path of a frame that has just been filed
   * @param extension ".jpg", ".bmp", ".png" or ".tif"
   */
  add(path: string, extension: string): void;
  /** Settles when none is under way. */
  idle(): Promise<void>;
}

export function picturesBeside(
  workers: Pick<PixelWorkers, 'run'>,
  log: (level: 'error', text: string) => void,
): PicturesBeside {
  let work = Promise.resolve();
  return {
    add(path, extension) {
      const write = () => workers.run('pictureBeside', path, extension);
      work = work.then(write).catch((error) => log('error', `A frame has no picture beside it: ${sentenceOf(error)}`));
    },
    idle: () => work,
  };
}
