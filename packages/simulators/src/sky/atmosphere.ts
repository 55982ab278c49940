/**
 * The air above: seeing, transparency, clouds and the weather at the ground, each a smooth function of time drawn from
 * the seed, plus what a person or a script sets.
 */
import { radians } from '@uraniborg/core';
import { smoothNoise } from '../smoothNoise.ts';
import { createTimeline, hold, type Timeline } from '../timeline.ts';

export interface Atmosphere {
  /** Seeing at the zenith at 550 nm, FWHM in arcsec. */
  seeing(time: number): number;
  /** 0 clear to 1 overcast. */
  cloudCover(time: number): number;
  /** Share of light that comes through clouds and haze (not the airmass). */
  transparency(time: number): number;
  /** Degrees Celsius outside. */
  temperature(time: number): number;
  /** Percent. */
  humidity(time: number): number;
  /** Degrees Celsius; Magnus formula (Alduchov & Eskridge 1996). */
  dewPoint(time: number): number;
  /** hPa. */
  pressure(time: number): number;
  /** m/s. */
  windSpeed(time: number): number;
  windGust(time: number): number;
  /** Degrees the wind comes from, north through east. */
  windDirection(time: number): number;
  /** mm per hour. */
  rainRate(time: number): number;
  /** From `time` on a quantity stays at `value`; `undefined` gives it back to nature. */
  set(quantity: WeatherQuantity, value: number | undefined, time: number): void;
}

export type WeatherQuantity =
  | 'seeing'
  | 'cloudCover'
  | 'temperature'
  | 'humidity'
  | 'pressure'
  | 'windSpeed'
  | 'windDirection'
  | 'rainRate';

const HOUR = 3_600_000;

/** @param longitude degrees east, for the daily course of temperature; `elevation` metres, for the pressure */
export function createAtmosphere(
  seed: number,
  { longitude, elevation }: { longitude: number; elevation: number },
): Atmosphere {
  const forced = new Map<WeatherQuantity, Timeline<number | undefined>>();
  const natural: Record<WeatherQuantity, (time: number) => number> = {
    // A median of 2.4 arcsec that wanders over hours and flickers over minutes.
    seeing: (t) =>
      2.4 * Math.exp(0.18 * smoothNoise(seed + 1, t / (1.5 * HOUR)) + 0.07 * smoothNoise(seed + 2, t / 90_000)),
    cloudCover: () => 0,
    // Warmest three hours after local noon.
    temperature: (t) =>
      9 +
      5 * Math.cos(radians(((t / HOUR + longitude / 15 - 15) % 24) * 15)) +
      2.5 * smoothNoise(seed + 3, t / (20 * HOUR)),
    humidity: (t) =>
      62 -
      12 * Math.cos(radians(((t / HOUR + longitude / 15 - 15) % 24) * 15)) +
      10 * smoothNoise(seed + 4, t / (9 * HOUR)),
    // Barometric formula of the standard atmosphere, and passing highs and lows.
    pressure: (t) => 1013.25 * (1 - 2.25577e-5 * elevation) ** 5.25588 + 8 * smoothNoise(seed + 5, t / (40 * HOUR)),
    windSpeed: (t) =>
      Math.max(0, 2.2 + 1.8 * smoothNoise(seed + 6, t / (2 * HOUR)) + 0.6 * smoothNoise(seed + 7, t / 60_000)),
    windDirection: (t) => (((250 + 70 * smoothNoise(seed + 8, t / (6 * HOUR))) % 360) + 360) % 360,
    rainRate: () => 0,
  };
  const value = (quantity: WeatherQuantity) => (time: number) =>
    forced.get(quantity)?.at(time) ?? natural[quantity](time);
  const temperature = value('temperature');
  const humidity = value('humidity');
  const cloudCover = value('cloudCover');
  const windSpeed = value('windSpeed');
  return {
    seeing: value('seeing'),
    cloudCover,
    // A deck of clouds of cover c: patches drift by, each takes light away; overcast takes 99.9 %.
    transparency(time) {
      const cover = cloudCover(time);
      const haze = 0.97 + 0.03 * smoothNoise(seed + 9, time / (0.7 * HOUR));
      if (cover <= 0) return haze;
      const patch = 0.5 + 0.5 * smoothNoise(seed + 10, time / 240_000);
      const opticalDepth = 7 * cover * Math.max(0, cover + patch - 0.6) ** 1.5 * 2;
      return haze * Math.exp(-opticalDepth);
    },
    temperature,
    humidity,
    dewPoint(time) {
      const t = temperature(time);
      const gamma = Math.log(Math.max(1, humidity(time)) / 100) + (17.625 * t) / (243.04 + t);
      return (243.04 * gamma) / (17.625 - gamma);
    },
    pressure: value('pressure'),
    windSpeed,
    windGust: (time) => windSpeed(time) * (1.4 + 0.2 * smoothNoise(seed + 11, time / 30_000)),
    windDirection: value('windDirection'),
    rainRate: value('rainRate'),
    set(quantity, setTo, time) {
      let timeline = forced.get(quantity);
      if (!timeline) {
        timeline = createTimeline<number | undefined>(undefined);
        forced.set(quantity, timeline);
      }
      timeline.follow(hold(time, setTo));
    },
  };
}
