import { InvalidInput } from '@uraniborg/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CameraCapabilities } from './camera.ts';
import { exposureGeometry } from './exposureGeometry.ts';

const can: CameraCapabilities = {
  width: 1001,
  height: 800,
  pixelSizeUm: undefined,
  maxBin: { x: 4, y: 4 },
  asymmetricBin: false,
  canSubframe: true,
  exposure: { min: 0.001, max: 3600 },
  gain: { min: 0, max: 300 },
  offset: { names: ['low', 'high'] },
  readoutModes: ['slow', 'fast'],
  bayer: undefined,
  canSetTemperature: false,
  canAbort: true,
  canPulseGuide: false,
  hasShutter: false,
  maxAdu: undefined,
  electronsPerAdu: undefined,
  sensorName: undefined,
};
const light = { seconds: 1, light: true };

describe('the read-out of an exposure', () => {
  test('is the whole sensor unless something else is asked for', () => {
    expect(exposureGeometry(light, can)).toEqual({
      bin: { x: 1, y: 1 },
      start: { x: 0, y: 0 },
      size: { x: 1001, y: 800 },
      rectangle: { x: 0, y: 0, width: 1001, height: 800 },
    });
  });

  test('is whole binned pixels', () => {
    expect(exposureGeometry({ ...light, bin: { x: 2, y: 2 } }, can).rectangle).toEqual({
      x: 0,
      y: 0,
      width: 1000,
      height: 800,
    });
  });

  test('lies on the sensor, whatever rectangle on the sensor is asked for', () => {
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.nat(799),
        fc.integer({ min: 1, max: 1001 }),
        fc.integer({ min: 1, max: 800 }),
        fc.integer({ min: 1, max: 4 }),
        (x, y, width, height, n) => {
          fc.pre(x + width <= 1001 && y + height <= 800 && width >= n && height >= n);
          const { start, size, rectangle } = exposureGeometry(
            { ...light, bin: { x: n, y: n }, rectangle: { x, y, width, height } },
            can,
          );
          expect(rectangle.x + rectangle.width).toBeLessThanOrEqual(can.width);
          expect(rectangle.y + rectangle.height).toBeLessThanOrEqual(can.height);
          expect([rectangle.width, rectangle.height]).toEqual([size.x * n, size.y * n]);
          expect([rectangle.x, rectangle.y]).toEqual([start.x * n, start.y * n]);
        },
      ),
    );
  });

  test.each([
    [{ seconds: 0 }, 'An exposure of 0 s is outside 0.001 to 3600 s'],
    [{ seconds: Number.NaN }, 'An exposure of NaN s is outside 0.001 to 3600 s'],
    [{ bin: { x: 5, y: 5 } }, 'Binning 5 is not one of 1 to 4'],
    [{ bin: { x: 1, y: 2 } }, 'The camera bins both axes alike, not 1x2'],
    [{ rectangle: { x: -1, y: 0, width: 10, height: 10 } }, 'The rectangle 10x10 at -1, 0 does not lie on the sensor'],
    [{ rectangle: { x: 0, y: 0, width: 1002, height: 10 } }, 'does not lie on the sensor of 1001x800'],
    [{ bin: { x: 4, y: 4 }, rectangle: { x: 0, y: 0, width: 3, height: 9 } }, 'smaller than one binned pixel'],
    [{ gain: 301 }, 'The gain of 301 is outside 0 to 300'],
    [{ offset: 2 }, 'The offset of 2 is outside 0 to 1'],
    [{ readoutMode: 2 }, 'There is no read-out mode 2, but 2'],
  ])('%j is refused', (change, sentence) => {
    expect(() => exposureGeometry({ ...light, ...change }, can)).toThrow(InvalidInput);
    expect(() => exposureGeometry({ ...light, ...change }, can)).toThrow(sentence);
  });

  test('a gain that the camera does not have is refused', () => {
    expect(() => exposureGeometry({ ...light, gain: 1 }, { ...can, gain: undefined })).toThrow('cannot be set');
  });
});
