import { describe, expect, test } from 'vitest';
import type { Safety } from '../safety.ts';
import { type MakeBench, onBench } from './contract.ts';
import { deviceContract } from './deviceContract.ts';

/** What every safety monitor promises. Registers its tests. */
export function safetyContract(name: string, make: MakeBench<Safety>): void {
  describe(`safety: ${name}`, () => {
    deviceContract(make);

    test('says whether it is safe', () =>
      onBench(make, async ({ device, run, waiting }) => {
        expect((await run(device.read(waiting))).safe).toBeTypeOf('boolean');
      }));
  });
}
