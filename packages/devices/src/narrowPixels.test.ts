import { expect, test } from 'vitest';
import { narrowPixels } from './narrowPixels.ts';

const image = <A extends Int32Array | Float32Array | Uint8Array | Int16Array>(data: A) =>
  ({ width: data.length, height: 1, planes: 1, data }) as const;

test('16-bit values in wider numbers become 16 bits', () => {
  expect(narrowPixels(image(Int32Array.of(0, 1, 65_535))).data).toEqual(Uint16Array.of(0, 1, 65_535));
  expect(narrowPixels(image(Float32Array.of(0, 4096))).data).toEqual(Uint16Array.of(0, 4096));
  expect(narrowPixels(image(Int16Array.of(3, 32_767))).data).toEqual(Uint16Array.of(3, 32_767));
});

test('what would lose something stays as it is', () => {
  for (const data of [Int32Array.of(-1, 2), Int32Array.of(65_536), Float32Array.of(0.5), Float32Array.of(Number.NaN)])
    expect(narrowPixels(image(data)).data).toBe(data);
});

test('bytes stay bytes', () => {
  const data = Uint8Array.of(1, 2);
  expect(narrowPixels(image(data)).data).toBe(data);
});
