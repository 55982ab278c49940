import { seededRandom } from '@uraniborg/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addPlainly, clippedLight } from './clippedLight.ts';

test('eight pixels at a time or one, sums of clipped light are the same to the bit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 6 }), fc.nat(), (width, rows, seed) => {
      const random = seededRandom(seed);
      const light = clippedLight(width);
      for (let x = 0; x < width; x++) {
        light.levels[x] = 60_000 * random.uniform();
        light.most[x] = 300 * random.uniform();
      }
      light.sums.fill(0);
      const plain = { levels: light.levels.slice(), most: light.most.slice(), sums: new Float32Array(width) };
      for (let row = 0; row < rows; row++) {
        const pixels = Uint16Array.from({ length: width }, () => 65_536 * random.uniform());
        light.add(pixels);
        addPlainly(pixels, plain);
      }
      expect([...light.sums]).toEqual([...plain.sums]);
    }),
  );
});

test('what is no number counts for nothing', () => {
  const light = clippedLight(2);
  light.levels.fill(10);
  light.most.fill(50);
  light.sums.fill(0);
  light.add(Float32Array.of(Number.NaN, 500));
  light.add(Float32Array.of(15, Number.POSITIVE_INFINITY));
  expect([...light.sums]).toEqual([5, 100]);
});
