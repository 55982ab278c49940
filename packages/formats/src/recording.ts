import type { Instant, Pixels } from '@uraniborg/core';

/** Many frames of one size in one file, each with its time where the file tells it. */
export interface Recording {
  readonly width: number;
  readonly height: number;
  readonly frameCount: number;
  /** What the file says of itself: observer, instrument, telescope and the like, by the file's own words. */
  readonly notes: Readonly<Record<string, string>>;
  /** The colours of the first pixels, for a recording of a colour sensor that is not debayered. */
  readonly bayer: 'RGGB' | 'GRBG' | 'GBRG' | 'BGGR' | undefined;
  /** @throws InvalidInput no such frame, or the file breaks off before it */
  pixels(index: number): Promise<Pixels>;
  /** When the frame was taken, as far as the file says; undefined where it does not. */
  time(index: number): Promise<Instant | undefined>;
}
