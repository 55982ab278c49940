import { InvalidInput } from '@uraniborg/core';
import { describe, expect, test } from 'vitest';
import type { Switches } from '../switches.ts';
import { type MakeBench, onBench } from './contract.ts';
import { deviceContract } from './deviceContract.ts';

export interface SwitchesContractOptions {
  /** Which may be worked; default: all that can be written. */
  readonly only?: (id: string) => boolean;
}

/** What every set of switches promises. Registers its tests. */
export function switchesContract(
  name: string,
  make: MakeBench<Switches>,
  { only = () => true }: SwitchesContractOptions = {},
): void {
  describe(`switches: ${name}`, () => {
    deviceContract(make);

    test('knows every switch by an id of its own', () =>
      onBench(make, async ({ device, run, waiting }) => {
        const { switches } = device.capabilities();
        expect(switches.length).toBeGreaterThan(0);
        expect(new Set(switches.map(({ id }) => id)).size).toBe(switches.length);
        const { values } = await run(device.read(waiting));
        for (const { id, min, max } of switches) {
          const value = values.get(id);
          if (value === undefined || max <= min) continue;
          expect(value).toBeGreaterThanOrEqual(min);
          expect(value).toBeLessThanOrEqual(max);
        }
      }));

    test('sets each to its ends and back', () =>
      onBench(make, async ({ device, run, waiting }) => {
        const before = (await run(device.read(waiting))).values;
        const writable = device.capabilities().switches.filter(({ id, writable }) => writable && only(id));
        expect(writable.length).toBeGreaterThan(0);
        for (const { id, min, max } of writable)
          for (const value of [max, min, before.get(id) ?? min]) {
            await run(device.set(id, value, waiting));
            expect((await run(device.read(waiting))).values.get(id)).toBeCloseTo(value);
          }
      }));

    test('refuses what it does not have or cannot do', () =>
      onBench(make, async ({ device, run, waiting }) => {
        const { switches } = device.capabilities();
        await expect(run(device.set('nothing', 1, waiting))).rejects.toThrow(InvalidInput);
        for (const { id, max, writable } of switches)
          await expect(run(device.set(id, writable ? max + 1 : max, waiting))).rejects.toThrow(InvalidInput);
      }));
  });
}
