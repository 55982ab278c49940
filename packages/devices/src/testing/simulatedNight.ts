import { readFileSync } from 'node:fs';
import { openStarCatalogue } from '@uraniborg/astrometry';
import { type Clock, parseUtc } from '@uraniborg/core';
import { createSimulatedObservatory, type SimulatedObservatory, sensorOfDslr } from '@uraniborg/simulators';

/** A moonlit November night at Hven. */
export const NIGHT = parseUtc('2026-11-20T23:00:00Z');

const stars = openStarCatalogue(readFileSync(new URL('../../../astrometry/data/stars.bin', import.meta.url)));

/**
 * The same observatory for every test; with a focuser that knows less, or a DSLR, when a device of that name is wanted.
 */
export function simulatedNight(clock: Clock, device = ''): SimulatedObservatory {
  const focuser = / (relative|timed) focuser$/.exec(device)?.[1] as 'relative' | 'timed' | undefined;
  return createSimulatedObservatory({
    clock,
    seed: 1,
    stars,
    ...(focuser && { focuser }),
    ...(device === 'Simulated DSLR' && { sensor: sensorOfDslr }),
  });
}
