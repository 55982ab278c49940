/** A simulated observatory on a virtual clock under the real catalogue, for tests. */
import { readFileSync } from 'node:fs';
import { openStarCatalogue } from '@uraniborg/astrometry';
import { parseUtc, VirtualClock } from '@uraniborg/core';
import { createSimulatedObservatory } from '../simulatedObservatory.ts';
import type { WorldOptions } from '../world.ts';

export const catalogue = openStarCatalogue(
  readFileSync(new URL('../../../astrometry/data/stars.bin', import.meta.url)),
);

/** A moonless late evening at Hven. */
export const evening = parseUtc('2026-11-09T21:00:00Z');

/** A mount without any fault, for tests of everything else. */
export const perfectMechanics = {
  polarAltitudeError: 0,
  polarAzimuthError: 0,
  hourIndexError: 0,
  decIndexError: 0,
  coneError: 0,
  periodicError: 0,
  hourBacklash: 0,
  decBacklash: 0,
};

export function observatoryAt(start = evening, options: Partial<WorldOptions> = {}) {
  const clock = new VirtualClock(start);
  const observatory = createSimulatedObservatory({ clock, seed: 1, stars: catalogue, ...options });
  const driver = <T extends (typeof observatory.devices)[number]['type']>(type: T, number = 0) => {
    const found = observatory.devices.find((device) => device.type === type && device.number === number);
    if (!found) throw new Error(`there is no ${type} ${number}`);
    return found.driver as Extract<(typeof observatory.devices)[number], { type: T }>['driver'];
  };
  return { ...observatory, clock, driver };
}

/** Points the world's mount at a J2000 direction and lets it track; the virtual clock has moved on when it settles. */
export async function pointAt(
  { world, clock }: ReturnType<typeof observatoryAt>,
  direction: { ra: number; dec: number },
): Promise<void> {
  const apparent = world.celestial.toApparent(direction, clock.now());
  const hourAngle = (time: number) => ((world.celestial.siderealTime(time) - apparent.ra + 540) % 360) - 180;
  world.mount.slew(
    (time) => ({ hourAngle: hourAngle(time), dec: apparent.dec }),
    hourAngle(clock.now()) >= 0 ? 'east' : 'west',
    clock.now(),
    { tracking: true, settle: 0 },
  );
  await clock.run(clock.sleep(120_000));
}
