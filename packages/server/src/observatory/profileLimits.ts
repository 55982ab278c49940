import type { ProfileOptions } from '@uraniborg/api';
import { lowestAt } from '@uraniborg/astrometry';
import type { Site } from '@uraniborg/devices';
import { horizonLimit, type Limit, sunLimit } from '@uraniborg/operations';

/** What the telescope must not do, by the options as they are when it is asked. */
export function profileLimits(site: () => Site | undefined, options: () => ProfileOptions): Limit[] {
  return [
    horizonLimit(site, (azimuth) => lowestAt(options().horizon, azimuth)),
    (step, world) => sunLimit(site, options().horizon.sunDistance)(step, world),
  ];
}
