import { describe, expect, test } from 'vitest';
import type { Weather } from '../weather.ts';
import { type MakeBench, onBench } from './contract.ts';
import { deviceContract } from './deviceContract.ts';

/** Values that the weather of this planet has. */
const plausible = {
  cloudCover: [0, 100],
  temperature: [-60, 60],
  dewPoint: [-80, 40],
  humidity: [0, 100],
  pressure: [500, 1100],
  rainRate: [0, 500],
  skyBrightness: [0, 200_000],
  skyQuality: [-20, 30],
  skyTemperature: [-100, 60],
  seeing: [0, 60],
  windDirection: [0, 360],
  windGust: [0, 120],
  windSpeed: [0, 120],
} as const;

/** What every weather station promises. Registers its tests. */
export function weatherContract(name: string, make: MakeBench<Weather>): void {
  describe(`weather: ${name}`, () => {
    deviceContract(make);

    test('reads what it says it can', () =>
      onBench(make, async ({ device, run, waiting }) => {
        const { quantities, hasVerdict } = device.capabilities();
        expect(quantities.length).toBeGreaterThan(0);
        const reading = await run(device.read(waiting));
        for (const quantity of quantities) {
          const [least, most] = plausible[quantity];
          expect(reading[quantity], quantity).toBeGreaterThanOrEqual(least);
          expect(reading[quantity], quantity).toBeLessThanOrEqual(most);
        }
        if (!hasVerdict) expect(reading.verdict).toBeUndefined();
      }));
  });
}
