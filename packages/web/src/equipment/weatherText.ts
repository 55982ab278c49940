import type { ReadingOf } from '@uraniborg/api';
import { numberText } from '../parts/quantities.ts';

const COMPASS = ['N', 'NE', 'E', 'SE', 'S', 'SW', 'W', 'NW'];

/** What a weather station reads, each with its unit; what it does not know is left out. */
export function weatherText(weather: ReadingOf<'weather'>): { name: string; text: string }[] {
  const line = (name: string, value: number | null, digits: number, unit: string) =>
    value === null ? [] : [{ name, text: `${numberText(value, digits)} ${unit}` }];
  const { windDirection } = weather;
  return [
    ...(weather.verdict === null ? [] : [{ name: 'the station says', text: weather.verdict }]),
    ...line('temperature', weather.temperature, 1, '°C'),
    ...line('dew point', weather.dewPoint, 1, '°C'),
    ...line('humidity', weather.humidityPercent, 0, '%'),
    ...line('clouds', weather.cloudCoverPercent, 0, '%'),
    ...line('rain', weather.rainMmPerHour, 1, 'mm/h'),
    ...line('wind', weather.windSpeed, 1, 'm/s'),
    ...line('gusts', weather.windGust, 1, 'm/s'),
    ...(windDirection === null
      ? []
      : [{ name: 'wind from', text: `${compass(windDirection)} ${numberText(windDirection)}°` }]),
    ...line('pressure', weather.pressureHpa, 0, 'hPa'),
    ...line('sky quality', weather.skyQuality, 2, 'mag/arcsec²'),
    ...line('sky temperature', weather.skyTemperature, 1, '°C'),
    ...line('sky brightness', weather.skyBrightnessLux, 4, 'lx'),
    ...line('seeing', weather.seeingArcsec, 1, '″'),
  ];
}

/** The nearest of eight points: 0 is north, 90 east. */
function compass(degrees: number): string {
  return COMPASS[Math.round((((degrees % 360) + 360) % 360) / 45) % 8] ?? '';
}
