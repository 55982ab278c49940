import { drained, mean, standardDeviation } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { createFixedPattern } from './fixedPattern.ts';
import { readOut } from './readOut.ts';
import { darkCurrent, electronsPerAdu, readNoise, type Sensor, sensorOf2Mpx } from './sensor.ts';

const sensor: Sensor = { ...sensorOf2Mpx, width: 400, height: 300, hotPixels: 0 };
const pattern = drained(createFixedPattern(sensor, 5));
const window = { x: 0, y: 0, width: 400, height: 300 };
const order = { sensor, pattern, window, binX: 1, binY: 1, gain: 0, offset: 30, dark: 0 };
const uniform = (electrons: number) => new Float32Array(400 * 300).fill(electrons);
const frame = (electrons: number, exposure: number, change: Partial<typeof order> = {}) =>
  drained(readOut(uniform(electrons), { ...order, ...change, seeds: [1, exposure] }));
/** Standard deviation of the difference of two frames over root two: noise without the fixed pattern. */
const noiseOf = (a: Uint16Array, b: Uint16Array) =>
  standardDeviation(Float64Array.from(a, (value, i) => value - (b[i] ?? 0))) / Math.SQRT2;

test.each([0, 100, 200])('photon transfer at gain %i: the variance grows by one ADU per ADU and gain', (gain) => {
  const points = [100, 1000, 3000].map((electrons) => {
    const [a, b] = [frame(electrons, 1, { gain }), frame(electrons, 2, { gain })];
    return { level: mean(a) - 480, variance: noiseOf(a, b) ** 2 };
  });
  const [low, , high] = points;
  if (!low || !high) throw new Error('no points');
  const slope = (high.variance - low.variance) / (high.level - low.level);
  expect(slope * electronsPerAdu(sensor, gain)).toBeGreaterThan(0.97);
  expect(slope * electronsPerAdu(sensor, gain)).toBeLessThan(1.03);
});

test.each([0, 100, 300])('a pair of bias frames at gain %i gives the read noise and the offset', (gain) => {
  const [a, b] = [frame(0, 1, { gain, offset: 100 }), frame(0, 2, { gain, offset: 100 })];
  expect((noiseOf(a, b) * electronsPerAdu(sensor, gain)) / readNoise(sensor, gain)).toBeCloseTo(1, 1);
  expect(Math.abs(mean(a) - 1600) * electronsPerAdu(sensor, gain)).toBeLessThan(0.2);
});

test('the dark current doubles every 6.3 degrees', () => {
  expect(darkCurrent(sensor, 6.3) / darkCurrent(sensor, 0)).toBeCloseTo(2, 9);
  const level = (temperature: number) => mean(frame(0, 3, { dark: 300 * darkCurrent(sensor, temperature) })) - 480;
  expect(level(12.6) / level(0)).toBeGreaterThan(3.9);
  expect(level(12.6) / level(0)).toBeLessThan(4.1);
});

test('hot pixels sit in the same places in every dark, and only there', () => {
  const hotSensor = { ...sensor, hotPixels: 0.001 };
  const hot = drained(createFixedPattern(hotSensor, 5));
  const dark = (exposure: number) =>
    drained(readOut(uniform(0), { ...order, sensor: hotSensor, pattern: hot, dark: 20, seeds: [1, exposure] }));
  const places = (data: Uint16Array) => [...data.keys()].filter((i) => (data[i] ?? 0) > 480 + 2 * 200);
  const [first, second] = [places(dark(1)), places(dark(2))];
  expect(first.length).toBeGreaterThan(80);
  expect(first.length).toBeLessThanOrEqual(120);
  const both = first.filter((place) => second.includes(place));
  expect(both.length).toBeGreaterThan(0.95 * first.length);
});

test('pixels differ in sensitivity by the given share, the same in every flat', () => {
  const sum = new Float64Array(400 * 300);
  for (let exposure = 0; exposure < 16; exposure++)
    frame(25_000, exposure).forEach((value, i) => {
      sum[i] = (sum[i] ?? 0) + value - 480;
    });
  expect(standardDeviation(sum) / mean(sum)).toBeGreaterThan(0.0078);
  expect(standardDeviation(sum) / mean(sum)).toBeLessThan(0.0086);
});

test('a full well ends the counting, and nothing wraps round', () => {
  const full = frame(1e9, 1);
  expect(Math.min(...full)).toBe(Math.max(...full));
  expect(full[0]).toBe(Math.min(65_535, 480 + 65_000));
  expect(frame(1e9, 1, { gain: 100 })[0]).toBe(65_535);
});

test('binning adds pixels and their read noise', () => {
  const [a, b] = [frame(200, 1, { binX: 2, binY: 2 }), frame(200, 2, { binX: 2, binY: 2 })];
  expect(a.length).toBe(200 * 150);
  expect(mean(a)).toBeCloseTo(4 * (480 + 400), -1);
  const electrons = noiseOf(a, b) * electronsPerAdu(sensor, 0);
  expect(electrons / Math.sqrt(4 * (200 + readNoise(sensor, 0) ** 2))).toBeCloseTo(1, 1);
});

test('the noise belongs to the exposure: the same seeds give the same bytes, others do not', () => {
  expect(frame(50, 7)).toEqual(frame(50, 7));
  expect(frame(50, 7)).not.toEqual(frame(50, 8));
});
