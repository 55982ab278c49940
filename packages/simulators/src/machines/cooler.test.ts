import { expect, test } from 'vitest';
import { createCooler } from './cooler.ts';

const at = (seconds: number) => 1000 * seconds;

test('it cools by 6 degrees a minute to its set point and holds it', () => {
  const cooler = createCooler(40, () => 15);
  expect(cooler.temperature(0)).toBe(18);
  expect(cooler.power(0)).toBe(0);
  cooler.setSetpoint(-10, 0);
  expect(cooler.temperature(at(60))).toBe(18);
  cooler.turnOn(true, at(60));
  expect(cooler.temperature(at(120))).toBeCloseTo(12, 6);
  expect(cooler.power(at(120))).toBeGreaterThan(cooler.power(at(1000)) - 40);
  expect(cooler.temperature(at(60 + 260 + 120))).toBeCloseTo(-10, 1);
  expect(cooler.temperature(at(2000))).toBe(-10);
  expect(cooler.power(at(2000))).toBeCloseTo((100 * 25) / 40, 6);
});

test('it cannot cool further than its power reaches', () => {
  const cooler = createCooler(40, () => 15);
  cooler.setSetpoint(-40, 0);
  cooler.turnOn(true, 0);
  expect(cooler.temperature(at(3000))).toBe(-25);
  expect(cooler.power(at(3000))).toBe(100);
});

test('switched off it warms up to the air without a jump', () => {
  const cooler = createCooler(40, () => 15);
  cooler.setSetpoint(-10, 0);
  cooler.turnOn(true, 0);
  cooler.turnOn(false, at(1000));
  expect(cooler.temperature(at(1000))).toBeCloseTo(-10, 6);
  expect(cooler.temperature(at(1240))).toBeCloseTo(18 - 28 / Math.E, 3);
  expect(cooler.temperature(at(9000))).toBeCloseTo(18, 3);
});
