import type { Waiting } from '@uraniborg/core';
import type { Device } from './device.ts';
import type { Guided } from './guiding/guideHistory.ts';

/**
 * 'looping': it takes images and guides by none of them. 'settling': it guides, and is not yet where it shall be, after
 * it began or was told to dither. 'lost': it does not find its star.
 */
export type GuiderState = 'stopped' | 'looping' | 'calibrating' | 'guiding' | 'settling' | 'lost' | 'paused';

export interface GuiderReading {
  readonly state: GuiderState;
  /** Of the last minute; undefined when it did not guide in it. */
  readonly guided: Guided | undefined;
}

/** What keeps the telescope on a star, and says after each of its images how far off it was. */
export interface Guider extends Device {
  readonly kind: 'guider';
  /** There is nothing to choose. @throws DeviceError when it is not connected */
  capabilities(): Record<never, never>;
  read(waiting: Waiting): Promise<GuiderReading>;
  /**
   * How well it guided from one moment to another, of which one may be long past: what it has heard is kept for a night.
   * Both are milliseconds of the clock. undefined: it did not guide then, or nothing was heard of it.
   */
  during(from: number, to: number): Guided | undefined;
}
