import type { ProfileOptions } from '@uraniborg/api';
import type { Site } from '@uraniborg/devices';
import { horizonLimit, type Limit, sunLimit } from '@uraniborg/operations';

type Horizon = ProfileOptions['horizon'];

/** What the telescope must not do, by the options as they are when it is asked. */
export function profileLimits(site: () => Site | undefined, options: () => ProfileOptions): Limit[] {
  return [
    horizonLimit(site, (azimuth) => lowestAt(options().horizon, azimuth)),
    (step, world) => sunLimit(site, options().horizon.sunDistance)(step, world),
  ];
}

/** The lowest altitude allowed at an azimuth, both degrees: the trees there, or the lowest of all where that is higher. */
export function lowestAt({ lowest, points }: Horizon, azimuth: number): number {
  const sorted = [...points].sort((a, b) => a.azimuth - b.azimuth);
  const [first] = sorted;
  const last = sorted.at(-1);
  if (!first || !last) return lowest;
  const around = [{ ...last, azimuth: last.azimuth - 360 }, ...sorted, { ...first, azimuth: first.azimuth + 360 }];
  const at = ((azimuth % 360) + 360) % 360;
  const next = around.findIndex((point) => point.azimuth > at);
  const [before, after] = [around[next - 1], around[next]];
  if (!before || !after) return Math.max(lowest, last.altitude);
  const along = (at - before.azimuth) / (after.azimuth - before.azimuth);
  return Math.max(lowest, before.altitude + along * (after.altitude - before.altitude));
}
