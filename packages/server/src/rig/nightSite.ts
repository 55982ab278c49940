import { normaliseDegrees, utcParts } from '@uraniborg/core';
import type { Site } from '@uraniborg/devices';

/** Hours of local mean time at which the simulated night is entered: dark there all the year round. */
const EVENING = 22;

/**
 * Where it is night now. A newcomer starts the program at any hour, and time stamps ought to be true: so the simulated
 * observatory keeps the time and chooses its longitude. Its latitude sees both hemispheres, and has a dark sky at 22 h
 * in June as well.
 *
 * @param now milliseconds since the Unix epoch
 */
export function nightSite(now: number): Site {
  const { hour, minute } = utcParts(now);
  const longitude = normaliseDegrees((EVENING - hour - minute / 60) * 15 + 180) - 180;
  return { latitude: 28.3, longitude: Math.round(longitude * 4) / 4, elevation: 2390 };
}
