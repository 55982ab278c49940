import type { Waiting } from '@uraniborg/core';
import type { Device } from './device.ts';

/** Everything that a weather station may know; what it does not is undefined. */
export interface WeatherReading {
  /** Percent of the sky. */
  readonly cloudCover: number | undefined;
  /** Degrees Celsius. */
  readonly temperature: number | undefined;
  readonly dewPoint: number | undefined;
  /** Percent. */
  readonly humidity: number | undefined;
  /** Hectopascal, at the station. */
  readonly pressure: number | undefined;
  /** Millimetres per hour. */
  readonly rainRate: number | undefined;
  /** Lux. */
  readonly skyBrightness: number | undefined;
  /** Magnitudes per square arcsecond. */
  readonly skyQuality: number | undefined;
  /** Degrees Celsius, by infrared. */
  readonly skyTemperature: number | undefined;
  /** Arcseconds. */
  readonly seeing: number | undefined;
  /** Degrees from which it blows, from north through east. */
  readonly windDirection: number | undefined;
  /** Metres per second. */
  readonly windGust: number | undefined;
  readonly windSpeed: number | undefined;
  /** What the driver itself makes of it, where it does. */
  readonly verdict: 'good' | 'warning' | 'bad' | undefined;
}

/** The quantities, without the verdict. */
export type WeatherQuantity = Exclude<keyof WeatherReading, 'verdict'>;

export interface WeatherCapabilities {
  readonly quantities: readonly WeatherQuantity[];
  readonly hasVerdict: boolean;
}

export interface Weather extends Device {
  readonly kind: 'weather';
  /** @throws DeviceError when it is not connected */
  capabilities(): WeatherCapabilities;
  read(waiting: Waiting): Promise<WeatherReading>;
}
