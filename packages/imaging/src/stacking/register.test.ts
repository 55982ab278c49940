import { seededRandom } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { register } from './register.ts';
import { fitSimilarity, inverse, type Similarity, transform } from './similarity.ts';

const random = seededRandom(42);
const field = Array.from({ length: 300 }, () => ({ x: random.uniform() * 2000, y: random.uniform() * 1500 }));

function turned(degrees: number, scale: number, tx: number, ty: number): Similarity {
  const angle = (degrees * Math.PI) / 180;
  return { a: scale * Math.cos(angle), b: scale * Math.sin(angle), tx, ty };
}

test.each([
  ['a dither', turned(0, 1, 13.4, -7.7)],
  ['field rotation', turned(7, 1, 40, -60)],
  ['the other side of the pier', turned(180.3, 1, 2010, 1490)],
  ['another camera', turned(31, 1.37, -200, 90)],
])('%s is found, with noise, missing and false stars', (_name, truth) => {
  const seen = field
    .map((star) => transform(inverse(truth), star))
    .map((star) => ({ x: star.x + 0.1 * random.normal(), y: star.y + 0.1 * random.normal() }))
    .filter((_, i) => i % 7 !== 3);
  for (let i = 0; i < 40; i++) seen.splice(i * 5, 0, { x: random.uniform() * 2000, y: random.uniform() * 1500 });
  const found = register(seen, field, { brightest: 60 });
  expect(found?.matchedStars).toBeGreaterThan(240);
  expect(found?.rms).toBeLessThan(0.3);
  for (const corner of [
    { x: 0, y: 0 },
    { x: 2000, y: 1500 },
  ]) {
    const [here, there] = [transform(found?.similarity ?? truth, corner), transform(truth, corner)];
    expect(Math.hypot(here.x - there.x, here.y - there.y)).toBeLessThan(0.1);
  }
});

test('another field is no registration', () => {
  const other = Array.from({ length: 300 }, () => ({ x: random.uniform() * 2000, y: random.uniform() * 1500 }));
  expect(register(other, field, { minimumStars: 20 })).toBeUndefined();
  expect(register([], field)).toBeUndefined();
  expect(register(field.slice(0, 2), field)).toBeUndefined();
});

test('a mirrored field is no registration', () => {
  const mirrored = field.map(({ x, y }) => ({ x: 2000 - x, y }));
  expect(register(mirrored, field, { minimumStars: 20 })).toBeUndefined();
});

test('a similarity fits its own points and undoes itself', () => {
  const truth = turned(12, 0.9, 3, 4);
  const fitted = fitSimilarity(field.map((p) => [p, transform(truth, p)] as const));
  expect(fitted?.a).toBeCloseTo(truth.a, 12);
  expect(fitted?.tx).toBeCloseTo(truth.tx, 8);
  const back = transform(inverse(truth), transform(truth, { x: 5, y: 6 }));
  expect([back.x, back.y]).toEqual([expect.closeTo(5, 10), expect.closeTo(6, 10)]);
  expect(
    fitSimilarity([
      [
        { x: 1, y: 1 },
        { x: 2, y: 2 },
      ],
    ]),
  ).toBeUndefined();
});
