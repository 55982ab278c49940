import type { PixelArray } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { wirePixels } from './wirePixels.ts';

const of = (data: PixelArray) => wirePixels({ width: data.length, height: 1, planes: 1, data });

test.each([
  ['uint8', Uint8Array.of(1, 255), 2],
  ['uint16', Uint16Array.of(1, 65535), 4],
  ['uint16', Int32Array.of(0, 65535), 4],
  ['int32', Int32Array.of(0, 65536), 8],
  ['int32', Int16Array.of(-5, 12), 8],
  ['uint16', Int16Array.of(5, 12), 4],
  ['int32', Uint32Array.of(0, 70_000), 8],
  ['float32', Uint32Array.of(0, 4_000_000_000), 8],
  ['float32', Float64Array.of(0.5, 1), 8],
])('%s is enough', (type, data, bytes) => {
  const wire = of(data);
  expect(wire.type).toBe(type);
  expect(wire.bytes.byteLength).toBe(bytes);
});

test('sends the values, and only those of the view', () => {
  const view = new Uint16Array(Uint16Array.of(9, 1, 2, 9).buffer, 2, 2);
  expect([...of(view).bytes]).toEqual([1, 0, 2, 0]);
});
