import { seededRandom } from '@uraniborg/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BrightLine, brightLines, plainBrightLines } from './brightLines.ts';

test('four lines at a time or one, what stands out is the same to the bit, of any image and any turn of it', () => {
  const side = fc.integer({ min: 1, max: 70 });
  fc.assert(
    fc.property(side, side, fc.nat(), fc.boolean(), fc.nat(20), (width, height, seed, swapped, fewest) => {
      const random = seededRandom(seed);
      const image = Float32Array.from({ length: width * height }, () => random.normal());
      const turned = swapped
        ? { image, width: height, height: width, first: width - 1, right: width, down: -1 }
        : { image, width, height, first: 0, right: 1, down: width };
      const all = (find: typeof brightLines) => {
        const lines: BrightLine[] = [];
        find(turned, fewest + 1, (line) => lines.push(line));
        return lines;
      };
      expect(all(brightLines)).toEqual(all(plainBrightLines));
    }),
    { numRuns: 40 },
  );
});

test('a line brighter than all others is found where it is', () => {
  const random = seededRandom(5);
  const image = Float32Array.from({ length: 64 * 50 }, () => random.normal());
  for (let x = 0; x < 64; x++) image[(10 + Math.round((x * 21) / 63)) * 64 + x] = 3;
  let best: BrightLine | undefined;
  brightLines({ image, width: 64, height: 50, first: 0, right: 1, down: 64 }, 10, (line) => {
    if (!best || line.score > best.score) best = line;
  });
  expect(best).toMatchObject({ from: 0, width: 64 });
  expect(Math.abs((best?.slope ?? 0) - 21)).toBeLessThan(2);
  expect(Math.abs((best?.row ?? 0) - 10)).toBeLessThan(2);
});
