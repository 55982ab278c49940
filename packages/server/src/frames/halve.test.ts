import { seededRandom } from '@uraniborg/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { halve, plainHalve } from './halve.ts';

test('eight pixels at a time or one, the half is the same', () => {
  const size = fc.integer({ min: 1, max: 50 });
  fc.assert(
    fc.property(size, size, fc.constantFrom(1 as const, 3 as const), fc.nat(), (width, height, planes, seed) => {
      const random = seededRandom(seed);
      const data = Uint16Array.from({ length: width * height * planes }, () => 65_536 * random.uniform());
      const pixels = { width, height, planes, data };
      const made = halve(pixels);
      expect({ ...made, data: [...made.data] }).toEqual({ ...plainHalve(pixels), data: [...plainHalve(pixels).data] });
    }),
  );
});
