import { InvalidInput } from '@uraniborg/core';
import { describe, expect, test } from 'vitest';
import type { CoverCalibrator } from '../coverCalibrator.ts';
import { type MakeBench, onBench } from './contract.ts';
import { deviceContract } from './deviceContract.ts';

/** What every flat panel and cover promises. Registers its tests. */
export function coverCalibratorContract(name: string, make: MakeBench<CoverCalibrator>): void {
  describe(`cover or flat panel: ${name}`, () => {
    deviceContract(make);

    test('opens and closes, where it has a cover', () =>
      onBench(make, async ({ device, run, waiting }) => {
        if (!device.capabilities().hasCover)
          return void (await expect(run(device.open(waiting))).rejects.toThrow(InvalidInput));
        for (const state of ['open', 'closed', 'open'] as const) {
          await run(state === 'open' ? device.open(waiting) : device.close(waiting));
          expect((await run(device.read(waiting))).cover).toBe(state);
        }
      }));

    test('lights and dims, where it has a light', () =>
      onBench(make, async ({ device, run, waiting }) => {
        const { hasLight, maxBrightness } = device.capabilities();
        if (!hasLight) return void (await expect(run(device.lightOn(1, waiting))).rejects.toThrow(InvalidInput));
        const half = Math.ceil(maxBrightness / 2);
        await run(device.lightOn(half, waiting));
        expect(await run(device.read(waiting))).toMatchObject({ light: 'on', brightness: half });
        await run(device.lightOn(maxBrightness, waiting));
        expect(await run(device.read(waiting))).toMatchObject({ light: 'on', brightness: maxBrightness });
        await run(device.lightOff(waiting));
        expect((await run(device.read(waiting))).light).toBe('off');
        await expect(run(device.lightOn(maxBrightness + 1, waiting))).rejects.toThrow(InvalidInput);
        await expect(run(device.lightOn(0, waiting))).rejects.toThrow(InvalidInput);
      }));
  });
}
