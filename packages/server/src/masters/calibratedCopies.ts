import { sentenceOf } from '@uraniborg/core';
import type { PixelWorkers } from '../workers/pixelWorkers.ts';

/** Writes calibrated copies of lights beside them, one after the other. */
export interface CalibratedCopies {
  /** @param path of a light that has just been filed */
  add(path: string): void;
  /** Settles when none is under way. */
  idle(): Promise<void>;
}

export function calibratedCopies(
  workers: Pick<PixelWorkers, 'run'>,
  folder: string,
  log: (level: 'info' | 'warning' | 'error', text: string) => void,
): CalibratedCopies {
  let work = Promise.resolve();
  /** A series says it once. */
  let said = '';
  const write = async (path: string) => {
    try {
      const { written, missing } = await workers.run('writeCalibrated', path, folder);
      const why = missing.join('; ');
      if (why !== said && why !== '') log('warning', written ? `Calibrated in part: ${why}` : `Not calibrated: ${why}`);
      said = why;
    } catch (error) {
      log('error', `A frame is not calibrated: ${sentenceOf(error)}`);
    }
  };
  return {
    add(path) {
      work = work.then(() => write(path));
    },
    idle: () => work,
  };
}
