import { sunAt } from '@uraniborg/astrometry';
import { separation } from '@uraniborg/core';
import type { Direction, Site } from '@uraniborg/devices';
import { horizontalAt } from './mountCoordinates.ts';
import type { ExpectedWorld } from './steps/stepKind.ts';
import type { DeviceStep } from './steps/stepTable.ts';

/** What a limit looks at besides the step itself. */
export type LimitWorld = Pick<ExpectedWorld, 'at' | 'pointing' | 'framesKept'>;

/**
 * Something that must not happen: asked before each step, in the rehearsal and again in the night. Answers with a
 * sentence that says what is wrong, or undefined.
 */
export type Limit = (step: DeviceStep, world: LimitWorld) => string | undefined;

/** The first complaint of any of the limits. */
export function firstComplaint(limits: readonly Limit[], step: DeviceStep, world: LimitWorld): string | undefined {
  for (const limit of limits) {
    const complaint = limit(step, world);
    if (complaint !== undefined) return complaint;
  }
  return undefined;
}

/**
 * The telescope is not sent below the horizon, and takes no lights there.
 *
 * @param site where the observatory stands; nothing is refused while that is unknown
 * @param lowest the lowest altitude allowed at an azimuth (degrees, from north through east): trees and walls.
 *   Default 0 all around
 */
export function horizonLimit(site: () => Site | undefined, lowest: (azimuth: number) => number = () => 0): Limit {
  return (step, { at, pointing }) => {
    const here = site();
    if (!here) return undefined;
    const low = (direction: Direction, when: number) => {
      const { altitude, azimuth } = horizontalAt(direction, here, when);
      return altitude < lowest(azimuth) ? `${altitude.toFixed(0)} degrees high, below the horizon there` : undefined;
    };
    if (step.do === 'slew') return low(step.target, at);
    const exposes = step.do === 'expose' && (step.frameType ?? 'light') === 'light' && step.keep !== false;
    return exposes && pointing ? low(pointing, at + step.seconds * 1000) : undefined;
  };
}

/**
 * The telescope is not pointed near the Sun while it is up.
 *
 * @param nearest degrees. Default 25
 */
export function sunLimit(site: () => Site | undefined, nearest = 25): Limit {
  return (step, { at }) => {
    if (step.do !== 'slew') return undefined;
    const sun = sunAt(at);
    const here = site();
    // Below -1 degree nothing of it is seen, whatever the refraction.
    if (here && horizontalAt(sun, here, at).altitude < -1) return undefined;
    const away = separation(step.target, sun);
    return away < nearest ? `only ${away.toFixed(0)} degrees from the Sun` : undefined;
  };
}

/**
 * There is room for the next frame, and in a rehearsal for all that will have been taken by then.
 *
 * @param freeBytes what is free now where frames are written; undefined when nobody knows
 * @param frameBytes the size of one frame
 * @param reserve bytes that stay free. Default 500 MB
 */
export function diskLimit(freeBytes: () => number | undefined, frameBytes: () => number, reserve = 500_000_000): Limit {
  return (step, { framesKept }) => {
    if (step.do !== 'expose' || step.keep === false) return undefined;
    const free = freeBytes();
    if (free === undefined) return undefined;
    const left = free - reserve - (framesKept + 1) * frameBytes();
    return left < 0 ? `the disk has room for ${roomFor(free - reserve, frameBytes())} more frames only` : undefined;
  };
}

const roomFor = (bytes: number, frame: number) => Math.max(0, Math.floor(bytes / frame));
