/** The night at a site, from sunset to sunrise. */
import type { Site } from './horizontal.ts';
import { altitudeCrossings, nextTransit, SUN_HORIZON } from './riseSet.ts';
import type { EarthRotation } from './siderealTime.ts';
import { sunAt } from './sun.ts';

/** Milliseconds since the Unix epoch, UTC. What does not happen that night, as in a polar summer, is undefined. */
export interface Night {
  readonly sunset: number | undefined;
  /** The Sun 6, 12 and 18 degrees below the horizon. */
  readonly civilDusk: number | undefined;
  readonly nauticalDusk: number | undefined;
  readonly astronomicalDusk: number | undefined;
  /** The Sun at its lowest. */
  readonly midnight: number;
  readonly astronomicalDawn: number | undefined;
  readonly nauticalDawn: number | undefined;
  readonly civilDawn: number | undefined;
  readonly sunrise: number | undefined;
}

const DAY = 86_400_000;

/** The night that holds `utcMs`, or by day the one that follows. */
export function nightAt(site: Site, utcMs: number, rotation: EarthRotation = {}): Night {
  // The last noon before; a solar day is 24 hours to half a minute.
  const noon = nextTransit(sunAt, site, nextTransit(sunAt, site, utcMs, rotation) - 1.5 * DAY, rotation);
  const night = nightAfter(noon, site, rotation);
  return night.sunrise !== undefined && night.sunrise <= utcMs ? nightAfter(noon + DAY, site, rotation) : night;
}

function nightAfter(noon: number, site: Site, rotation: EarthRotation): Night {
  const passing = (altitude: number) => {
    const crossings = altitudeCrossings(sunAt, site, noon, noon + DAY, altitude, rotation);
    return {
      dusk: crossings.find(({ rising }) => !rising)?.utcMs,
      dawn: crossings.findLast(({ rising }) => rising)?.utcMs,
    };
  };
  const horizon = passing(SUN_HORIZON);
  const civil = passing(-6);
  const nautical = passing(-12);
  const astronomical = passing(-18);
  return {
    sunset: horizon.dusk,
    civilDusk: civil.dusk,
    nauticalDusk: nautical.dusk,
    astronomicalDusk: astronomical.dusk,
    midnight: noon + DAY / 2,
    astronomicalDawn: astronomical.dawn,
    nauticalDawn: nautical.dawn,
    civilDawn: civil.dawn,
    sunrise: horizon.dawn,
  };
}
