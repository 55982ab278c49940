import { describe, expect, test } from 'vitest';
import type { Gps } from '../gps.ts';
import { type MakeBench, onBench } from './contract.ts';
import { deviceContract } from './deviceContract.ts';

/** What every GPS receiver promises. Registers its tests. */
export function gpsContract(name: string, make: MakeBench<Gps>): void {
  describe(`gps: ${name}`, () => {
    deviceContract(make);

    test('tells where it stands, east positive, and when', () =>
      onBench(make, async ({ device, run, waiting, clock }) => {
        let reading = await run(device.read(waiting));
        // Place and time are told one after the other.
        const whole = () => reading.fixed && reading.elevation !== undefined && reading.time !== undefined;
        for (let i = 0; i < 1500 && !whole(); i++) {
          await run(clock.sleep(200));
          reading = await run(device.read(waiting));
        }
        expect(reading.fixed).toBe(true);
        expect(Math.abs(reading.latitude ?? Number.NaN)).toBeLessThanOrEqual(90);
        expect(Math.abs(reading.longitude ?? Number.NaN)).toBeLessThanOrEqual(180);
        expect(reading.elevation).toBeTypeOf('number');
        expect(Math.abs((reading.time ?? Number.NaN) - clock.now())).toBeLessThan(86_400_000);
      }));
  });
}
