import type { WeatherFacts } from './frameFacts.ts';
import type { Card } from './header.ts';
import { known } from './known.ts';

/** What the weather station said, as ASCOM names it. */
export function weatherCards(weather: WeatherFacts = {}): Card[] {
  return [
    ...known('AOCCLOUD', weather.cloudCover, '[%] cloud cover'),
    ...known('AOCAMBT', weather.temperature, '[Celsius] ambient temperature'),
    ...known('AOCDEW', weather.dewPoint, '[Celsius] dew point'),
    ...known('AOCHUM', weather.humidity, '[%] humidity'),
    ...known('AOCBAROM', weather.pressure, '[hPa] atmospheric pressure'),
    ...known('AOCRAIN', weather.rainRate, '[mm/h] rain rate'),
    ...known('AOCWINDD', weather.windDirection, '[deg] where the wind comes from'),
    ...known('AOCWINDG', weather.windGust, '[m/s] wind gust'),
    ...known('AOCWIND', weather.windSpeed, '[m/s] wind speed'),
    ...known('AOCSKYBR', weather.skyBrightness, '[lux] sky brightness'),
    ...known('AOCSKYQU', weather.skyQuality, '[mag/arcsec2] sky quality'),
    ...known('AOCSKYT', weather.skyTemperature, '[Celsius] sky temperature'),
    ...known('AOCFWHM', weather.starFwhm, '[arcsec] seeing'),
  ];
}
