import type { IndiClient, NumberElement } from '@uraniborg/indi';
import { onLink } from '../onLink.ts';
import type { Weather, WeatherQuantity, WeatherReading } from '../weather.ts';
import { indiLink } from './indiLink.ts';

/** INDI leaves names and units to the drivers. These names are the usual ones; the unit stands in the label. */
const usualNames: Record<WeatherQuantity, RegExp> = {
  cloudCover: /^WEATHER_(CLOUD_COVER|CLOUDS?)$/,
  temperature: /^WEATHER_TEMPERATURE$/,
  dewPoint: /^WEATHER_DEW_?POINT$/,
  humidity: /^WEATHER_HUMIDITY$/,
  pressure: /^WEATHER_(PRESSURE|BAROMETER)$/,
  rainRate: /^WEATHER_(RAIN_HOUR|RAIN_RATE)$/,
  skyBrightness: /^WEATHER_(SKY_BRIGHTNESS|LUX|LIGHT)$/,
  skyQuality: /^WEATHER_(SQM|SKY_QUALITY)$/,
  skyTemperature: /^WEATHER_(SKY_TEMPERATURE|SKY_TEMP)$/,
  seeing: /^WEATHER_(SEEING|FWHM)$/,
  windDirection: /^WEATHER_WIND_(DIRECTION|DIR)$/,
  windGust: /^WEATHER_WIND_GUST$/,
  windSpeed: /^WEATHER_WIND_SPEED$/,
};
const quantities = Object.keys(usualNames) as WeatherQuantity[];
const verdicts = { Ok: 'good', Busy: 'warning', Alert: 'bad', Idle: undefined } as const;

/** A weather station, or a sky quality meter, of an INDI server. */
export function indiWeather(client: IndiClient, device: string, address: string): Weather {
  const link = indiLink(client, device, address, []);

  const elements = (): NumberElement[] => {
    const parameters = link.vector('WEATHER_PARAMETERS');
    return parameters?.type === 'number' ? [...parameters.elements.values()] : [];
  };
  const valueNow = (quantity: WeatherQuantity): number | undefined => {
    const element = elements().find(({ name }) => usualNames[quantity].test(name));
    if (element && Number.isFinite(element.value)) return inHouseUnit(quantity, element);
    const meter = link.vector('SKY_QUALITY');
    if (quantity !== 'skyQuality' || meter?.type !== 'number') return undefined;
    return meter.elements.get('SKY_BRIGHTNESS')?.value;
  };
  const verdictNow = (): WeatherReading['verdict'] => {
    const status = link.vector('WEATHER_STATUS');
    return status && verdicts[status.state];
  };

  return onLink<Weather>(link, {
    kind: 'weather',
    capabilities() {
      link.assertConnected();
      return {
        quantities: quantities.filter((quantity) => valueNow(quantity) !== undefined),
        hasVerdict: link.vector('WEATHER_STATUS') !== undefined,
      };
    },
    async read(): Promise<WeatherReading> {
      link.assertConnected();
      const values = Object.fromEntries(quantities.map((quantity) => [quantity, valueNow(quantity)]));
      return { ...(values as Record<WeatherQuantity, number | undefined>), verdict: verdictNow() };
    },
  });
}

/** Winds come in kilometres or miles an hour, temperatures in either scale: the label says which. */
function inHouseUnit(quantity: WeatherQuantity, { label, value }: NumberElement): number {
  if (quantity === 'windSpeed' || quantity === 'windGust') {
    if (/k(m\/|p)h/i.test(label)) return value / 3.6;
    if (/mph/i.test(label)) return value * 0.44704;
    if (/knots?|kn\b/i.test(label)) return value * 0.514444;
  }
  const isTemperature = quantity === 'temperature' || quantity === 'dewPoint' || quantity === 'skyTemperature';
  if (isTemperature && /[(°\s]F\b/.test(label)) return ((value - 32) * 5) / 9;
  return value;
}
