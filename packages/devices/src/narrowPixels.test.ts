import { AbortedError, type PixelArray, VirtualClock } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { narrowPixels } from './narrowPixels.ts';

function narrow(data: PixelArray, signal = new AbortController().signal) {
  const clock = new VirtualClock(0);
  return clock.run(narrowPixels({ width: data.length, height: 1, planes: 1, data }, { clock, signal }));
}

test('16-bit values in wider numbers become 16 bits', async () => {
  expect((await narrow(Int32Array.of(0, 1, 65_535))).data).toEqual(Uint16Array.of(0, 1, 65_535));
  expect((await narrow(Float32Array.of(0, 4096))).data).toEqual(Uint16Array.of(0, 4096));
  expect((await narrow(Int16Array.of(3, 32_767))).data).toEqual(Uint16Array.of(3, 32_767));
});

test('what would lose something stays as it is', async () => {
  for (const data of [Int32Array.of(-1, 2), Int32Array.of(65_536), Float32Array.of(0.5), Float32Array.of(Number.NaN)])
    expect((await narrow(data)).data).toBe(data);
});

test('bytes stay bytes', async () => {
  const data = Uint8Array.of(1, 2);
  expect((await narrow(data)).data).toBe(data);
});

test('a large image in shared memory is gone through to its end, with others between; it can be given up', async () => {
  const data = new Int32Array(new SharedArrayBuffer(4 * 5_000_000)).fill(7);
  const { data: result } = await narrow(data);
  expect(result).toBeInstanceOf(Uint16Array);
  expect(result.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(result.every((value) => value === 7)).toBe(true);
  data[data.length - 1] = -1;
  expect((await narrow(data)).data).toBe(data);
  await expect(narrow(data, AbortSignal.abort(new AbortedError('enough')))).rejects.toThrow(AbortedError);
});
