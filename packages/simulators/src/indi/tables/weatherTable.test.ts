import { numberOf } from '@uraniborg/indi';
import { expect, test } from 'vitest';
import { indiSession } from '../../testing/indiSession.ts';
import { judge, worst } from '../weatherVerdict.ts';

const STATION = 'Simulated weather station';

test('a quantity is good, near its limit, or beyond it; a limit of nought does not warn', () => {
  const range = { MIN_OK: -10, MAX_OK: 30, PERC_WARN: 10 };
  expect([-11, -10, -6.1, 0, 26.1, 30, 31].map((value) => judge(value, range))).toEqual([
    'Alert',
    'Busy',
    'Busy',
    'Ok',
    'Busy',
    'Busy',
    'Alert',
  ]);
  expect(judge(0, { MIN_OK: 0, MAX_OK: 20, PERC_WARN: 10 })).toBe('Ok');
  expect(judge(0.1, { MIN_OK: 0, MAX_OK: 0, PERC_WARN: 10 })).toBe('Alert');
  expect(judge(Number.NaN, range)).toBe('Alert');
  expect([worst([]), worst(['Ok', 'Idle']), worst(['Ok', 'Busy']), worst(['Alert', 'Busy'])]).toEqual([
    'Idle',
    'Ok',
    'Busy',
    'Alert',
  ]);
});

test('rain that is made makes the verdict, here and at the safety monitor; nature has it back', async () => {
  const { connected, change, client, sleep } = await indiSession();
  await connected(STATION);
  await connected('Simulated safety monitor');
  const state = (device: string, property: string) => client.vector(device, property)?.state;
  const value = (element: string) => numberOf(client.vector(STATION, 'WEATHER_PARAMETERS'), element) ?? NaN;
  await change(STATION, 'WEATHER_CONTROL', { Rain: 0, Wind: 0, Clouds: 0, Humidity: 60, Temperature: 5 });
  expect(state(STATION, 'WEATHER_STATUS')).toBe('Ok');
  await change(STATION, 'WEATHER_CONTROL', { Rain: 3, Wind: 36 });
  expect([value('WEATHER_RAIN_HOUR'), value('WEATHER_WIND_SPEED')]).toEqual([3, expect.closeTo(36)]);
  expect(state(STATION, 'WEATHER_STATUS')).toBe('Alert');
  await sleep(2000);
  expect(state('Simulated safety monitor', 'SAFETY_STATUS')).toBe('Alert');
  await change(STATION, 'WEATHER_NATURE', { RELEASE: true });
  expect(value('WEATHER_RAIN_HOUR')).not.toBe(3);
});

test('what the owner calls good decides', async () => {
  const { connected, change, client } = await indiSession();
  await connected(STATION);
  await change(STATION, 'WEATHER_CONTROL', { Rain: 0, Wind: 0, Clouds: 0, Humidity: 60, Temperature: 5 });
  const light = () => {
    const status = client.vector(STATION, 'WEATHER_STATUS');
    return status?.type === 'light' ? status.elements.get('WEATHER_TEMPERATURE')?.value : undefined;
  };
  expect(light()).toBe('Ok');
  await change(STATION, 'WEATHER_TEMPERATURE', { MIN_OK: 10, MAX_OK: 30 });
  expect(light()).toBe('Alert');
});
