import { systemClock } from '@uraniborg/core';
import { IndiClient, tcp } from '@uraniborg/indi';
import { type RunningIndiServer, startIndiServer, whyNoIndiServer } from '@uraniborg/indi/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { onBench, patient } from '../testing/contract.ts';
import {
  coverCalibratorContract,
  domeContract,
  rotatorContract,
  safetyContract,
  switchesContract,
  weatherContract,
} from '../testing/index.ts';
import { indiBench } from '../testing/indiBench.ts';
import { indiCoverCalibrator } from './indiCoverCalibrator.ts';
import { indiDome } from './indiDome.ts';
import { indiRotator } from './indiRotator.ts';
import { indiSafety } from './indiSafety.ts';
import { indiSwitches } from './indiSwitches.ts';
import { indiWeather } from './indiWeather.ts';

const reason = whyNoIndiServer();
if (reason) console.log(`The contracts are not held against Debian's INDI drivers: ${reason}`);

describe.skipIf(reason)("Debian's unmodified drivers", () => {
  let server: RunningIndiServer;
  beforeAll(async () => {
    server = await startIndiServer({
      drivers: [
        'indi_simulator_rotator',
        'indi_simulator_dome',
        'indi_simulator_lightpanel',
        'indi_simulator_weather',
        'indi_simulator_sqm',
      ],
    });
  });
  afterAll(() => server?.stop());
  const at = () => server;

  rotatorContract('indi_simulator_rotator', indiBench(at, 'Rotator Simulator', indiRotator), { ignoresSync: true });
  domeContract('indi_simulator_dome', indiBench(at, 'Dome Simulator', indiDome));
  coverCalibratorContract('indi_simulator_lightpanel', indiBench(at, 'Light Panel Simulator', indiCoverCalibrator));
  weatherContract('indi_simulator_weather', indiBench(at, 'Weather Simulator', indiWeather));
  weatherContract('indi_simulator_sqm', indiBench(at, 'SQM Simulator', indiWeather));
  safetyContract('indi_simulator_weather', indiBench(at, 'Weather Simulator', indiSafety));
  // A light panel is a switch and a slider to whoever takes it for switches.
  switchesContract('indi_simulator_lightpanel', indiBench(at, 'Light Panel Simulator', indiSwitches), {
    only: (id) => id.startsWith('FLAT_LIGHT'),
  });

  test('bad weather is not safe, in metres per second', () =>
    onBench(indiBench(at, 'Weather Simulator', indiSafety), async ({ device, waiting }) => {
      const client = new IndiClient({ connect: tcp(server), clock: systemClock });
      const weather = indiWeather(client, 'Weather Simulator', 'indi://weather');
      await weather.connect(waiting);
      const make = async (wind: number) => {
        await client.change('Weather Simulator', 'WEATHER_CONTROL', { Wind: wind }, waiting);
        await client.change('Weather Simulator', 'WEATHER_REFRESH', { REFRESH: true }, waiting);
        const judged = () => (Math.abs((weatherNow()?.windSpeed ?? -1) * 3.6 - wind) < 0.1 ? true : undefined);
        let now: Awaited<ReturnType<typeof weather.read>> | undefined;
        const weatherNow = () => now;
        for (let i = 0; i < 100 && !judged(); i++) {
          now = await weather.read(patient(systemClock));
          if (!judged()) await systemClock.sleep(50);
        }
        return { windSpeed: now?.windSpeed, safe: (await device.read(waiting)).safe };
      };
      expect(await make(72)).toEqual({ windSpeed: 20, safe: false });
      expect(await make(3.6)).toEqual({ windSpeed: 1, safe: true });
      client.close();
    }));
});
