import { seededRandom } from '@uraniborg/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countValues, plainCountValues } from './countValues.ts';

test('four pixels at a time or one, every value is counted as often, in any runs', () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.integer({ min: 1, max: 65_536 }),
      fc.array(fc.tuple(fc.nat(3000), fc.integer({ min: 0, max: 20_000 })), { maxLength: 5 }),
      (seed, range, wanted) => {
        const random = seededRandom(seed);
        let at = 0;
        const runs = wanted.map(([gap, length]): [number, number] => {
          at += gap + length;
          return [at - length, at];
        });
        const data = Uint16Array.from({ length: at + 3 }, () => range * random.uniform());
        const [counts, plain] = [countValues(data, runs), plainCountValues(data, runs)];
        expect(Buffer.compare(Buffer.from(counts.buffer), Buffer.from(plain.buffer))).toBe(0);
      },
    ),
    { numRuns: 30 },
  );
});

test('the ends of the range have places of their own, and nothing stays from the count before', () => {
  const counts = countValues(Uint16Array.of(0, 65_535, 65_535, 0, 65_535), [[0, 5]]);
  expect([counts[0], counts[65_535], counts[1], counts[65_534]]).toEqual([2, 3, 0, 0]);
  expect(countValues(new Uint16Array(0), []).every((count) => count === 0)).toBe(true);
});
