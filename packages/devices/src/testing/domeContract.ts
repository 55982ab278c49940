import { signedDegrees, type Waiting } from '@uraniborg/core';
import { describe, expect, test } from 'vitest';
import type { Dome } from '../dome.ts';
import { abortAfter, type Bench, type MakeBench, onBench } from './contract.ts';
import { deviceContract } from './deviceContract.ts';

/** What every dome promises. Registers its tests. */
export function domeContract(name: string, make: MakeBench<Dome>): void {
  /** Unparked, and not following the telescope. */
  async function ready({ device, run, waiting }: Bench<Dome> & { waiting: Waiting }) {
    await run(device.unpark(waiting));
    if (device.capabilities().canSlave) await run(device.setSlaved(false, waiting));
  }

  describe(`dome: ${name}`, () => {
    deviceContract(make);

    test('turns its slit to where it is sent', () =>
      onBench(make, async (bench) => {
        const { device, run, waiting } = bench;
        if (!device.capabilities().canSetAzimuth) return;
        await ready(bench);
        const { azimuth = 0 } = await run(device.read(waiting));
        for (const target of [azimuth + 10, azimuth + 5]) {
          await run(device.turnTo(target, waiting));
          const reading = await run(device.read(waiting));
          expect(Math.abs(signedDegrees((reading.azimuth ?? Number.NaN) - target))).toBeLessThan(2);
          expect(reading.moving).toBe(false);
        }
      }));

    test('opens and closes its shutter', () =>
      onBench(make, async ({ device, run, waiting }) => {
        if (!device.capabilities().canSetShutter) return;
        await run(device.unpark(waiting));
        for (const [act, state] of [
          [device.openShutter, 'open'],
          [device.openShutter, 'open'],
          [device.closeShutter, 'closed'],
        ] as const) {
          await run(act(waiting));
          expect(await run(device.read(waiting))).toMatchObject({ shutter: state, moving: false });
        }
      }));

    test('stands still when a turn is aborted', () =>
      onBench(make, async (bench) => {
        const { device, clock, run, waiting } = bench;
        if (!device.capabilities().canSetAzimuth) return;
        await ready(bench);
        const { azimuth = 0 } = await run(device.read(waiting));
        const { signal, reason } = abortAfter(clock, 1200);
        await expect(run(device.turnTo(azimuth + 170, { clock, signal }))).rejects.toBe(reason);
        const stopped = await run(device.read(waiting));
        expect(stopped.moving).toBe(false);
        await run(clock.sleep(2000));
        expect((await run(device.read(waiting))).azimuth).toBeCloseTo(stopped.azimuth ?? Number.NaN, 1);
      }));

    test('parks and turns again', () =>
      onBench(make, async ({ device, run, waiting }) => {
        const { canPark, canSetAzimuth, canSlave } = device.capabilities();
        if (!canPark) return;
        await run(device.unpark(waiting));
        if (canSlave) await run(device.setSlaved(true, waiting));
        await run(device.park(waiting));
        expect(await run(device.read(waiting))).toMatchObject({ parked: true, moving: false, slaved: false });
        await run(device.unpark(waiting));
        const { azimuth = 0 } = await run(device.read(waiting));
        if (canSetAzimuth) await run(device.turnTo(azimuth + 5, waiting));
        expect((await run(device.read(waiting))).parked).toBe(false);
      }));

    test('follows the telescope, or does not', () =>
      onBench(make, async ({ device, run, waiting }) => {
        if (!device.capabilities().canSlave) return;
        for (const on of [true, false]) {
          await run(device.setSlaved(on, waiting));
          expect((await run(device.read(waiting))).slaved).toBe(on);
        }
      }));
  });
}
