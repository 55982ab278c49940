import { systemClock } from '@uraniborg/core';
import { IndiClient, tcp } from '@uraniborg/indi';
import { type RunningIndiServer, startIndiServer, whyNoIndiServer } from '@uraniborg/indi/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { onBench, patient } from '../testing/contract.ts';
import { contractPaths } from '../testing/contractPaths.ts';
import { holdContracts } from '../testing/holdContracts.ts';
import { indiBench } from '../testing/indiBench.ts';
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
        'indi_simulator_gps',
      ],
    });
  });
  afterAll(() => server?.stop());

  const bench = indiBench(() => server);
  holdContracts(contractPaths.debianAccessories, bench, {
    rotator: { ignoresSync: true },
    switches: { only: (id) => id.startsWith('FLAT_LIGHT') },
  });

  test('bad weather is not safe, in metres per second', () =>
    onBench(bench('safety', 'Weather Simulator'), async ({ device, waiting }) => {
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
