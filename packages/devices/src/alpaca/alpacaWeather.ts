import type { AlpacaClient } from '@uraniborg/alpaca';
import { DeviceError, type Waiting } from '@uraniborg/core';
import { onLink } from '../onLink.ts';
import type { Weather, WeatherQuantity } from '../weather.ts';
import { alpacaLink } from './alpacaLink.ts';

type Client = AlpacaClient<'observingConditions'>;

/** A weather station behind an Alpaca server ("ObservingConditions" there). It gives no verdict. */
export function alpacaWeather(client: Client, address: string): Weather {
  let quantities: readonly WeatherQuantity[] | undefined;

  const readAll = async (signal: AbortSignal) => {
    const state = await link.optional('DeviceState', () => client.deviceState({ signal }));
    const ask = (member: string, known: number | undefined, read: () => Promise<number>) =>
      known ?? link.optional(member, read);
    const [
      cloudCover,
      temperature,
      dewPoint,
      humidity,
      pressure,
      rainRate,
      skyBrightness,
      skyQuality,
      skyTemperature,
      seeing,
      windDirection,
      windGust,
      windSpeed,
    ] = await Promise.all([
      ask('CloudCover', state?.cloudCover, () => client.cloudCover({ signal })),
      ask('Temperature', state?.temperature, () => client.temperature({ signal })),
      ask('DewPoint', state?.dewPoint, () => client.dewPoint({ signal })),
      ask('Humidity', state?.humidity, () => client.humidity({ signal })),
      ask('Pressure', state?.pressure, () => client.pressure({ signal })),
      ask('RainRate', state?.rainRate, () => client.rainRate({ signal })),
      ask('SkyBrightness', state?.skyBrightness, () => client.skyBrightness({ signal })),
      ask('SkyQuality', state?.skyQuality, () => client.skyQuality({ signal })),
      ask('SkyTemperature', state?.skyTemperature, () => client.skyTemperature({ signal })),
      ask('StarFWHM', state?.starFWHM, () => client.starFWHM({ signal })),
      ask('WindDirection', state?.windDirection, () => client.windDirection({ signal })),
      ask('WindGust', state?.windGust, () => client.windGust({ signal })),
      ask('WindSpeed', state?.windSpeed, () => client.windSpeed({ signal })),
    ]);
    return {
      cloudCover,
      temperature,
      dewPoint,
      humidity,
      pressure,
      rainRate,
      skyBrightness,
      skyQuality,
      skyTemperature,
      seeing,
      windDirection,
      windGust,
      windSpeed,
      verdict: undefined,
    };
  };
  const link = alpacaLink(client, address, async (_, { signal }) => {
    const { verdict: _none, ...known } = await readAll(signal);
    quantities = (Object.keys(known) as WeatherQuantity[]).filter((quantity) => known[quantity] !== undefined);
  });

  return onLink<Weather>(link, {
    kind: 'weather',
    capabilities() {
      link.assertConnected();
      if (!quantities) throw new DeviceError(`${link.name} is not connected`, 'weather');
      return { quantities, hasVerdict: false };
    },
    read: ({ signal }: Waiting) => link.watched(() => readAll(signal)),
  });
}
