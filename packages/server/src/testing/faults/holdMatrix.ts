import { afterAll, describe, expect, test } from 'vitest';
import { pixelWorkers } from '../../workers/pixelWorkers.ts';
import { activityNames, LIMIT, situation } from './faultMatrix.ts';
import { faultNames } from './line.ts';
import type { Protocol } from './matrixWorld.ts';

/** Registers a test for every situation of the matrix over one protocol. */
export function holdMatrix(protocol: Protocol): void {
  const workers = pixelWorkers(2);
  afterAll(() => workers.close());

  for (const fault of faultNames)
    describe(`${protocol}, ${fault}`, () => {
      test.each(activityNames)('while it is %s', async (activity) => {
        const { state, seconds, wrong, counted, log } = await situation(protocol, fault, activity, workers);
        expect({ state, wrong }, log.join('\n')).toEqual({ state: 'recovered', wrong: 0 });
        expect(seconds).toBeLessThanOrEqual(LIMIT);
        if (activity === 'exposing' || activity === 'downloading') expect(counted).toBe(3);
      });
    });
}
