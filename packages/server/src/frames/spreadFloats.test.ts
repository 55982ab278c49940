import { seededRandom } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { extremesOf, plainSpread, spreadFloats } from './spreadFloats.ts';

test('the kernel does what the plain way does, whatever is among the values', () => {
  const random = seededRandom(8);
  for (const length of [1, 7, 8, 33, 70_003]) {
    const data = Float32Array.from({ length }, () => 1000 + 300 * random.normal());
    const finite = data.slice();
    for (const [i, odd] of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].entries())
      if (length > 20) data[i * 5] = odd;
    const { low, high } = extremesOf(data);
    const sound = length > 20 ? finite.filter((_, i) => ![0, 5, 10].includes(i)) : finite;
    expect([low, high]).toEqual([sound.reduce((a, b) => Math.min(a, b)), sound.reduce((a, b) => Math.max(a, b))]);
    const scale = (high - low) / 65_535 || 1;
    const [found, right] = [new Uint16Array(length), new Uint16Array(length)];
    spreadFloats(data, found, low, scale);
    plainSpread(data, right, low, scale);
    expect(found.findIndex((value, i) => value !== right[i])).toBe(-1);
  }
});

test('no value at all has some range', () => {
  expect(extremesOf(new Float32Array(9).fill(Number.NaN))).toEqual({ low: 0, high: 1 });
  expect(extremesOf(new Float32Array())).toEqual({ low: 0, high: 1 });
});
