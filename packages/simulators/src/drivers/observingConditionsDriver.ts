/** The simulated weather station behind ASCOM's IObservingConditionsV2. Its action SetWeather makes the weather. */
import { type AlpacaDriver, alpacaError } from '@uraniborg/alpaca';
import type { WeatherQuantity } from '../sky/atmosphere.ts';
import type { World } from '../world.ts';
import { checkRange } from './refusals.ts';

const SETTABLE: readonly WeatherQuantity[] = [
  'seeing',
  'cloudCover',
  'temperature',
  'humidity',
  'pressure',
  'windSpeed',
  'windDirection',
  'rainRate',
];
const SAMPLES = 8;

export function createObservingConditionsDriver(world: World): AlpacaDriver<'observingConditions'> {
  const { atmosphere, clock } = world;
  let hours = 0; // of averaging
  const mean = (value: (time: number) => number) => () => {
    const time = clock.now();
    if (hours === 0) return value(time);
    let sum = 0;
    for (let i = 0; i < SAMPLES; i++) sum += value(time - (hours * 3_600_000 * i) / SAMPLES);
    return sum / SAMPLES;
  };
  const zenith = (time: number) => world.zenithBrightness(time);
  const sensors = {
    cloudCover: mean((time) => 100 * atmosphere.cloudCover(time)),
    dewPoint: mean(atmosphere.dewPoint),
    humidity: mean(atmosphere.humidity),
    pressure: mean(atmosphere.pressure),
    rainRate: mean(atmosphere.rainRate),
    // A uniform hemisphere of m mag per square arcsec: 108000 cd/m2 at m = 0 (Garstang 1989), pi times that in lux.
    skyBrightness: mean((time) => Math.PI * 108_000 * 10 ** (-0.4 * zenith(time))),
    skyQuality: mean(zenith),
    // A clear sky is some 25 degrees colder than the air in the infrared.
    skyTemperature: mean((time) => atmosphere.temperature(time) - 25 * (1 - atmosphere.cloudCover(time)) - 2),
    starFWHM: mean(atmosphere.seeing),
    temperature: mean(atmosphere.temperature),
    windDirection: () => {
      const direction = atmosphere.windDirection(clock.now());
      return atmosphere.windSpeed(clock.now()) > 0 ? direction || 360 : 0;
    },
    windGust: mean(atmosphere.windGust),
    windSpeed: mean(atmosphere.windSpeed),
  };
  const checkSensor = (name: string) => {
    const known = Object.keys(sensors).find((sensor) => sensor.toLowerCase() === name.toLowerCase());
    if (!known)
      throw alpacaError('invalidValue', `There is no sensor ${name}; there are ${Object.keys(sensors).join(', ')}`);
    return known;
  };
  return {
    description: () => 'Simulated weather station',
    ...sensors,
    averagePeriod: () => hours,
    putAveragePeriod(value) {
      checkRange('AveragePeriod', value, 0, 24);
      hours = value;
    },
    refresh: () => {},
    sensorDescription: (name) => `Simulated sensor of ${checkSensor(name)}`,
    timeSinceLastUpdate(name) {
      if (name !== '') checkSensor(name);
      return 0;
    },
    supportedActions: () => ['SetWeather'],
    action(name, parameters) {
      if (name.toLowerCase() !== 'setweather')
        throw alpacaError('actionNotImplemented', `There is no action ${name}; there is SetWeather`);
      const wanted = weatherOf(parameters);
      for (const [quantity, value] of wanted) atmosphere.set(quantity, value, clock.now());
      return wanted.map(([quantity]) => quantity).join(' ');
    },
  };
}

/** `{"rainRate": 2, "cloudCover": 1, "seeing": null}`: null gives a quantity back to nature. */
function weatherOf(text: string): [WeatherQuantity, number | undefined][] {
  const wrong = (why: string) =>
    alpacaError('invalidValue', `SetWeather wants JSON such as {"rainRate": 2, "seeing": null}: ${why}`);
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw wrong('this is not JSON');
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw wrong('this is not an object');
  return Object.entries(given).map(([name, value]) => {
    const quantity = SETTABLE.find((one) => one === name);
    if (!quantity) throw wrong(`${name} is none of ${SETTABLE.join(', ')}`);
    if (value !== null && (typeof value !== 'number' || !Number.isFinite(value))) throw wrong(`${name} is no number`);
    return [quantity, value ?? undefined];
  });
}
