import { InvalidInput } from '@uraniborg/core';
import { describe, expect, test } from 'vitest';
import type { FilterWheel } from '../filterWheel.ts';
import { abortAfter, type MakeBench, onBench } from './contract.ts';
import { deviceContract } from './deviceContract.ts';

/** What every filter wheel promises. Registers its tests. */
export function filterWheelContract(name: string, make: MakeBench<FilterWheel>): void {
  describe(`filter wheel: ${name}`, () => {
    deviceContract(make);

    test('turns to every one of its filters', () =>
      onBench(make, async ({ device, run, waiting }) => {
        const { filters } = device.capabilities();
        expect(filters.length).toBeGreaterThan(1);
        for (const slot of [filters.length - 1, ...filters.keys()]) {
          await run(device.select(slot, waiting));
          expect((await run(device.read(waiting))).slot).toBe(slot);
          expect(filters[slot]?.name).toBeTruthy();
        }
      }));

    test('refuses a filter that it does not have', () =>
      onBench(make, async ({ device, run, waiting }) => {
        const { filters } = device.capabilities();
        const before = await run(device.read(waiting));
        await expect(run(device.select(filters.length, waiting))).rejects.toThrow(InvalidInput);
        await expect(run(device.select(-1, waiting))).rejects.toThrow(InvalidInput);
        expect(await run(device.read(waiting))).toEqual(before);
      }));

    test('stands still when an aborted turn settles', () =>
      onBench(make, async ({ device, clock, run, waiting }) => {
        const { filters } = device.capabilities();
        await run(device.select(0, waiting));
        const { signal, reason } = abortAfter(clock, 100);
        // A wheel that turns at once, such as the one in a simulated camera, is there before anybody can abort.
        const end = await run(device.select(filters.length - 1, { clock, signal }).catch((error: unknown) => error));
        expect([reason, undefined]).toContain(end);
        expect((await run(device.read(waiting))).slot).toBeTypeOf('number');
      }));
  });
}
