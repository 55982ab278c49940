import { expect, test } from 'vitest';
import { onSensor, presetArea, presetOf, presets, toFrame, toSensor } from './sensorAreas.ts';

const sensor = { width: 1936, height: 1216 };

test('presets lie in the middle of the sensor, on whole pixels', () => {
  expect(presetArea('full', sensor)).toBeNull();
  expect(presetArea('half', sensor)).toEqual({ x: 484, y: 304, width: 968, height: 608 });
  expect(presetArea('quarter', sensor)).toEqual({ x: 726, y: 456, width: 488, height: 304 });
  expect(presetArea('square', sensor)).toEqual({ x: 360, y: 0, width: 1216, height: 1216 });
  for (const preset of presets) expect(presetOf(presetArea(preset, sensor), sensor)).toBe(preset);
  expect(presetOf({ x: 1, y: 2, width: 80, height: 80 }, sensor)).toBeUndefined();
});

test('what is drawn over the edge, or is nothing, becomes something that the camera can read', () => {
  expect(onSensor({ x: -20, y: 1200, width: 101, height: 99 }, sensor)).toEqual({
    x: 0,
    y: 1120,
    width: 104,
    height: 96,
  });
  expect(onSensor({ x: 5.4, y: 5.6, width: 0, height: 0 }, sensor)).toEqual({ x: 5, y: 6, width: 8, height: 8 });
  expect(onSensor({ x: 0, y: 0, width: 9999, height: 9999 }, sensor)).toEqual({ x: 0, y: 0, ...sensor });
});

test('a rectangle in a binned frame of a part of the sensor is found on the sensor, and back', () => {
  const frame = { area: { x: 100, y: 50, width: 400, height: 400 }, bin: 2 };
  const drawn = { x: 10, y: 20, width: 40, height: 30 };
  expect(toSensor(drawn, frame)).toEqual({ x: 120, y: 90, width: 80, height: 60 });
  expect(toFrame(toSensor(drawn, frame), frame)).toEqual(drawn);
});
