import type { ReadingOf } from '@uraniborg/api';
import { expect, test } from 'vitest';
import { weatherText } from './weatherText.ts';

const silent: ReadingOf<'weather'> = {
  kind: 'weather',
  cloudCoverPercent: null,
  temperature: null,
  dewPoint: null,
  humidityPercent: null,
  pressureHpa: null,
  rainMmPerHour: null,
  skyBrightnessLux: null,
  skyQuality: null,
  skyTemperature: null,
  seeingArcsec: null,
  windDirection: null,
  windGust: null,
  windSpeed: null,
  verdict: null,
};

test('what the station does not know is left out', () => {
  expect(weatherText(silent)).toEqual([]);
  expect(weatherText({ ...silent, rainMmPerHour: 0 })).toEqual([{ name: 'rain', text: '0.0 mm/h' }]);
});

test('the wind comes from one of eight points, north on both ends of the circle', () => {
  const from = (windDirection: number) => weatherText({ ...silent, windDirection })[0]?.text;
  expect(from(0)).toBe('N 0°');
  expect(from(359)).toBe('N 359°');
  expect(from(225)).toBe('SW 225°');
});
