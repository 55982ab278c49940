import { expect, test } from 'vitest';
import { narrowPixels } from './narrowPixels.ts';
import type { PixelArray } from './pixels.ts';

/** The pixels, and in how many steps more than one. */
function narrow(data: PixelArray) {
  const steps = narrowPixels({ width: data.length, height: 1, planes: 1, data });
  for (let pauses = 0; ; pauses++) {
    const { done, value } = steps.next();
    if (done) return { ...value, pauses };
  }
}

test('16-bit values in wider numbers become 16 bits', () => {
  expect(narrow(Int32Array.of(0, 1, 65_535)).data).toEqual(Uint16Array.of(0, 1, 65_535));
  expect(narrow(Float32Array.of(0, 4096)).data).toEqual(Uint16Array.of(0, 4096));
  expect(narrow(Int16Array.of(3, 32_767)).data).toEqual(Uint16Array.of(3, 32_767));
});

test('what would lose something stays as it is', () => {
  for (const data of [Int32Array.of(-1, 2), Int32Array.of(65_536), Float32Array.of(0.5), Float32Array.of(Number.NaN)])
    expect(narrow(data).data).toBe(data);
});

test('bytes stay bytes', () => {
  const data = Uint8Array.of(1, 2);
  expect(narrow(data).data).toBe(data);
});

test('a large image in shared memory is gone through to its end, in several steps', () => {
  const data = new Int32Array(new SharedArrayBuffer(4 * 5_000_000)).fill(7);
  const { data: result, pauses } = narrow(data);
  expect(result).toBeInstanceOf(Uint16Array);
  expect(result.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(result.every((value) => value === 7)).toBe(true);
  expect(pauses).toBe(4);
  data[data.length - 1] = -1;
  expect(narrow(data).data).toBe(data);
});
