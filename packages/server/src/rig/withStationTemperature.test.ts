import { alpacaClient, createAlpacaHandler, memoryTransport } from '@uraniborg/alpaca';
import { VirtualClock } from '@uraniborg/core';
import { alpacaFocuser, alpacaWeather } from '@uraniborg/devices';
import { expect, test } from 'vitest';
import { simulatedObservatory } from './simulatedRig.ts';
import { withStationTemperature } from './withStationTemperature.ts';

/** The simulated focuser, with or without its thermometer, and the weather station. */
async function bench(thermometer: boolean) {
  const clock = new VirtualClock(Date.UTC(2026, 10, 20, 22));
  const waiting = { clock, signal: new AbortController().signal };
  const { devices } = simulatedObservatory({
    clock,
    seed: 1,
    site: { latitude: 28.3, longitude: -17.9, elevation: 0 },
  });
  const without = devices.map((device) => {
    if (device.type !== 'focuser' || thermometer) return device;
    const { temperature: _, ...driver } = device.driver;
    return { ...device, driver };
  });
  const server = { name: 'Simulated', manufacturer: 'Uraniborg', version: '0', location: 'Hven' };
  const transport = memoryTransport(createAlpacaHandler({ server, devices: without, clock }), { clock });
  const weather = alpacaWeather(alpacaClient('observingConditions', 0, { transport }), 'alpaca://weather');
  const focuser = alpacaFocuser(alpacaClient('focuser', 0, { transport }), 'alpaca://focuser');
  const dressed = withStationTemperature(focuser, () => weather);
  await clock.run(dressed.connect(waiting));
  const read = async () => (await clock.run(dressed.read(waiting))).temperature;
  const outside = async () => (await clock.run(weather.read(waiting))).temperature;
  return { dressed, read, outside, connect: () => clock.run(weather.connect(waiting)) };
}

test('a focuser without a thermometer has the temperature of the station, while that is connected', async () => {
  const { dressed, read, outside, connect } = await bench(false);
  expect(dressed.capabilities().hasTemperature).toBe(false);
  expect(await read()).toBeUndefined();
  await connect();
  expect(dressed.capabilities().hasTemperature).toBe(true);
  expect(await read()).toBeCloseTo((await outside()) ?? Number.NaN, 1);
});

test('one that has its own keeps it', async () => {
  const { dressed, read, outside, connect } = await bench(true);
  const own = await read();
  await connect();
  expect(dressed.capabilities().hasTemperature).toBe(true);
  expect(await read()).toBe(own);
  expect(own).not.toBeCloseTo((await outside()) ?? Number.NaN, 1);
});
