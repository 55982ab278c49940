import { DeviceError, signedDegrees } from '@uraniborg/core';
import { describe, expect, test } from 'vitest';
import type { Rotator } from '../rotator.ts';
import { abortAfter, type MakeBench, onBench } from './contract.ts';
import { deviceContract } from './deviceContract.ts';

const apart = (a: number, b: number) => Math.abs(signedDegrees(a - b));

export interface RotatorContractOptions {
  /** The driver is known to accept a sync and to do nothing with it: then the adapter must say so. */
  readonly ignoresSync?: boolean;
}

/** What every rotator promises. Registers its tests. */
export function rotatorContract(
  name: string,
  make: MakeBench<Rotator>,
  { ignoresSync = false }: RotatorContractOptions = {},
): void {
  describe(`rotator: ${name}`, () => {
    deviceContract(make);

    test('turns to where it is sent, past north too', () =>
      onBench(make, async ({ device, run, waiting }) => {
        const { angle } = await run(device.read(waiting));
        for (const target of [angle + 12, angle - 8]) {
          await run(device.turnTo(target, waiting));
          const reading = await run(device.read(waiting));
          expect(apart(reading.angle, target)).toBeLessThan(0.2);
          expect(reading.angle).toBeGreaterThanOrEqual(0);
          expect(reading.angle).toBeLessThan(360);
          expect(reading.moving).toBe(false);
        }
      }));

    test('stands still when a turn is aborted, and turns again', () =>
      onBench(make, async ({ device, clock, run, waiting }) => {
        const { angle } = await run(device.read(waiting));
        const { signal, reason } = abortAfter(clock, 700);
        await expect(run(device.turnTo(angle + 120, { clock, signal }))).rejects.toBe(reason);
        const stopped = await run(device.read(waiting));
        expect(stopped.moving).toBe(false);
        await run(clock.sleep(1000));
        expect(apart((await run(device.read(waiting))).angle, stopped.angle)).toBeLessThan(0.1);
        await run(device.turnTo(stopped.angle + 5, waiting));
      }));

    test('believes a sync, or says that it does not', () =>
      onBench(make, async ({ device, run, waiting }) => {
        if (!device.capabilities().canSync) return;
        const { angle } = await run(device.read(waiting));
        const synced = run(device.sync(angle + 30, waiting));
        if (ignoresSync) return void (await expect(synced).rejects.toThrow(DeviceError));
        await synced;
        expect(apart((await run(device.read(waiting))).angle, angle + 30)).toBeLessThan(0.2);
      }));

    test('can be reversed, where it says so', () =>
      onBench(make, async ({ device, run, waiting }) => {
        if (!device.capabilities().canReverse) return;
        for (const on of [true, false]) {
          await run(device.setReversed(on, waiting));
          expect((await run(device.read(waiting))).reversed).toBe(on);
        }
      }));
  });
}
