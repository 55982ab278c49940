import { numberOf } from '@uraniborg/indi';
import type { WeatherQuantity } from '../../sky/atmosphere.ts';
import type { DeviceHost, DeviceTable } from '../deviceHost.ts';
import type { Driver } from '../driver.ts';
import { buttons, lights, numbers, quantity } from '../property.ts';
import { type GoodRange, judge, worst } from '../weatherVerdict.ts';

/** Kilometres per hour in a metre per second: drivers of weather stations show winds so. */
const KMH = 3.6;

interface Parameter {
  readonly name: string;
  readonly label: string;
  readonly read: () => number | Promise<number>;
  /** What is good: only these count for the verdict. */
  readonly good?: GoodRange;
}

/** A weather station with a verdict; WEATHER_CONTROL makes the weather. */
export function weatherTable(driver: Driver<'observingConditions'>): DeviceTable {
  const good = (MIN_OK: number, MAX_OK: number): GoodRange => ({ MIN_OK, MAX_OK, PERC_WARN: 15 });
  const kmh = (speed: () => number | Promise<number>) => async () => (await speed()) * KMH;
  const parameters: readonly Parameter[] = [
    { name: 'WEATHER_TEMPERATURE', label: 'Temperature (C)', read: () => driver.temperature(), good: good(-25, 40) },
    { name: 'WEATHER_HUMIDITY', label: 'Humidity (%)', read: () => driver.humidity(), good: good(0, 95) },
    { name: 'WEATHER_DEW_POINT', label: 'Dew point (C)', read: () => driver.dewPoint() },
    { name: 'WEATHER_PRESSURE', label: 'Pressure (hPa)', read: () => driver.pressure() },
    { name: 'WEATHER_WIND_SPEED', label: 'Wind (kph)', read: kmh(() => driver.windSpeed()), good: good(0, 15 * KMH) },
    { name: 'WEATHER_WIND_GUST', label: 'Gust (kph)', read: kmh(() => driver.windGust()), good: good(0, 15 * KMH) },
    { name: 'WEATHER_WIND_DIRECTION', label: 'Wind from (deg)', read: () => driver.windDirection() },
    { name: 'WEATHER_RAIN_HOUR', label: 'Rain (mm/h)', read: () => driver.rainRate(), good: good(0, 0) },
    { name: 'WEATHER_CLOUD_COVER', label: 'Clouds (%)', read: () => driver.cloudCover(), good: good(0, 70) },
    { name: 'WEATHER_SKY_TEMPERATURE', label: 'Sky (C)', read: () => driver.skyTemperature() },
    { name: 'WEATHER_SKY_BRIGHTNESS', label: 'Sky (lux)', read: () => driver.skyBrightness() },
    { name: 'WEATHER_SQM', label: 'Sky (mag/arcsec2)', read: () => driver.skyQuality() },
    { name: 'WEATHER_SEEING', label: 'Seeing (arcsec)', read: () => driver.starFWHM() },
  ];
  const critical = parameters.filter(({ good: range }) => range);

  return {
    interfaces: ['weather'],
    idleMs: (host) => 1000 * (numberOf(host.vector('WEATHER_UPDATE'), 'PERIOD') || 3600),
    properties(host) {
      const now = async () => {
        const values = await Promise.all(parameters.map(async ({ name, read }) => [name, await read()] as const));
        return Object.fromEntries(values);
      };
      const verdicts = async () => {
        const values = await now();
        return Object.fromEntries(
          critical.map(({ name, good: initial }) => [name, judge(values[name] ?? NaN, goodNow(host, name, initial))]),
        );
      };
      return [
        numbers('WEATHER_UPDATE', {
          label: 'Update',
          kept: true,
          elements: { PERIOD: quantity('Period (s)', 0, 3600, 60, '%.f', 60) },
        }),
        // Whatever is pressed, everything is read again.
        buttons('WEATHER_REFRESH', { label: 'Weather', elements: { REFRESH: 'Refresh' }, press: () => {} }),
        lights('WEATHER_STATUS', {
          label: 'Status',
          elements: Object.fromEntries(critical.map(({ name, label }) => [name, label])),
          async read() {
            const values = await verdicts();
            return { state: worst(Object.values(values)), values };
          },
        }),
        numbers('WEATHER_PARAMETERS', {
          label: 'Parameters',
          group: 'Parameters',
          elements: Object.fromEntries(
            parameters.map(({ name, label, good: range }) => [
              name,
              quantity(label, range?.MIN_OK ?? 0, range?.MAX_OK ?? 0, 0, '%4.2f'),
            ]),
          ),
          read: async () => ({ state: worst(Object.values(await verdicts())), values: await now() }),
        }),
        ...critical.map(({ name, label, good: range }) =>
          numbers(name, {
            label,
            group: 'Parameters',
            kept: true,
            elements: {
              MIN_OK: quantity('OK range min', -1e6, 1e6, 0, '%4.2f', range?.MIN_OK),
              MAX_OK: quantity('OK range max', -1e6, 1e6, 0, '%4.2f', range?.MAX_OK),
              PERC_WARN: quantity('% for Warning', 0, 100, 1, '%g', range?.PERC_WARN),
            },
          }),
        ),
        ...weatherControl(driver, host),
      ];
    },
  };
}

function goodNow(host: DeviceHost, name: string, initial: GoodRange | undefined): GoodRange {
  const limit = (element: keyof GoodRange) => numberOf(host.vector(name), element) ?? initial?.[element] ?? 0;
  return { MIN_OK: limit('MIN_OK'), MAX_OK: limit('MAX_OK'), PERC_WARN: limit('PERC_WARN') };
}

/** The simulator's own: what is set here other than it is stays so, until nature has it back. */
function weatherControl(driver: Driver<'observingConditions'>, host: DeviceHost) {
  const made: Partial<Record<WeatherQuantity, number | null>> = {};
  const make = () => driver.action('SetWeather', JSON.stringify(made));
  const read = async () => ({
    Temperature: await driver.temperature(),
    Humidity: await driver.humidity(),
    Wind: (await driver.windSpeed()) * KMH,
    Rain: await driver.rainRate(),
    Clouds: await driver.cloudCover(),
    Seeing: await driver.starFWHM(),
  });
  const quantities = {
    Temperature: ['temperature', 1],
    Humidity: ['humidity', 1],
    Wind: ['windSpeed', 1 / KMH],
    Rain: ['rainRate', 1],
    Clouds: ['cloudCover', 1 / 100],
    Seeing: ['seeing', 1],
  } as const;
  return [
    numbers('WEATHER_CONTROL', {
      label: 'Control',
      elements: {
        Temperature: quantity('Temperature (C)', -50, 70, 10, '%.2f'),
        Humidity: quantity('Humidity (%)', 0, 100, 10, '%.2f'),
        Wind: quantity('Wind (kph)', 0, 200, 5, '%.2f'),
        Rain: quantity('Rain (mm/h)', 0, 100, 1, '%.2f'),
        Clouds: quantity('Clouds (%)', 0, 100, 10, '%.2f'),
        Seeing: quantity('Seeing (arcsec)', 0.5, 20, 1, '%.2f'),
      },
      read: async () => ({ values: await read() }),
      async write(values) {
        for (const [name, [what, unit]] of Object.entries(quantities)) {
          const wanted = values[name as keyof typeof values];
          // A client sends them all: what stands as it was shown has not been asked for.
          if (wanted !== numberOf(host.vector('WEATHER_CONTROL'), name)) made[what] = wanted * unit;
        }
        await make();
      },
    }),
    buttons('WEATHER_NATURE', {
      label: 'Control',
      elements: { RELEASE: 'Leave it to nature' },
      async press() {
        for (const [what] of Object.values(quantities)) made[what] = null;
        await make();
      },
    }),
  ];
}
