import { afterAll, describe, expect, test } from 'vitest';
import { pixelWorkers } from '../../workers/pixelWorkers.ts';
import { activityNames, LIMIT, situation } from './faultMatrix.ts';
import { faultNames } from './line.ts';
import { matrixPage } from './matrixPage.ts';
import type { Protocol } from './matrixWorld.ts';

/** Registers a test for every situation of the matrix over one protocol. */
export function holdMatrix(protocol: Protocol): void {
  const workers = pixelWorkers(2);
  afterAll(() => workers.close());
  const page = matrixPage(protocol);

  for (const fault of faultNames)
    describe(`${protocol}, ${fault}`, () => {
      test.each(activityNames)('while it is %s', async (activity) => {
        const { state, seconds, wrong, counted, log } = await situation(protocol, fault, activity, workers);
        expect({ state, wrong }, log.join('\n')).toEqual({ state: 'recovered', wrong: 0 });
        expect(seconds).toBeLessThanOrEqual(LIMIT);
        const [, said, told] = /^(.*) (\d+) s$/.exec(page.get(fault)?.get(activity) ?? '') ?? [];
        expect(said, 'run packages/server/scripts/faultMatrix.ts').toBe(state);
        expect(Math.abs(Number(told) - seconds), 'run packages/server/scripts/faultMatrix.ts').toBeLessThanOrEqual(30);
        if (activity === 'exposing' || activity === 'downloading') expect(counted).toBe(3);
      });
    });
}
