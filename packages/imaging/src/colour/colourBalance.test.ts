import { median, type Pixels, seededRandom } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { starField } from '../testing/starField.ts';
import { balanceColours } from './balanceColours.ts';
import { colourBalance } from './colourBalance.ts';

const [WIDTH, HEIGHT] = [400, 300];
const SENSITIVE = [0.5, 1, 0.7] as const;
const SKIES = [800, 1200, 500] as const;

/** Stars of many colours about white, seen by a sensor whose colours differ in sensitivity, under a coloured sky. */
function colourField(count: number): Pixels<Uint16Array> {
  const random = seededRandom(5);
  const stars = Array.from({ length: count }, () => ({
    x: 20 + 360 * random.uniform(),
    y: 20 + 260 * random.uniform(),
    flux: 20_000 + 60_000 * random.uniform(),
    warmth: 0.15 * random.normal(),
  }));
  const planes = SENSITIVE.map((share, plane) =>
    starField({
      width: WIDTH,
      height: HEIGHT,
      hfd: 4,
      sky: SKIES[plane] ?? 0,
      seed: 10 + plane,
      stars: stars.map(({ warmth, flux, ...at }) => ({ ...at, flux: flux * share * Math.exp(warmth * (1 - plane)) })),
    }),
  );
  const data = new Uint16Array(3 * WIDTH * HEIGHT);
  planes.forEach((plane, i) => {
    data.set(plane.data, i * WIDTH * HEIGHT);
  });
  return { width: WIDTH, height: HEIGHT, planes: 3, data };
}

test('the average star becomes white, whatever the colours of the sky and the sensor', () => {
  const found = colourBalance(colourField(60));
  expect(found.from).toBeGreaterThan(30);
  expect(found.green).toBe(1);
  expect(found.red / 2).toBeGreaterThan(0.95);
  expect(found.red / 2).toBeLessThan(1.05);
  expect(found.blue * 0.7).toBeGreaterThan(0.95);
  expect(found.blue * 0.7).toBeLessThan(1.05);
});

test('without stars the light that stands out becomes grey', () => {
  const data = new Float32Array(3 * 64 * 64);
  SKIES.forEach((sky, plane) => {
    for (let i = 0; i < 64 * 64; i++) {
      const [x, y] = [i % 64, i >> 6];
      // A square is no star.
      const light = x > 10 && x < 54 && y > 20 && y < 50 ? 3000 * (SENSITIVE[plane] ?? 0) : 0;
      data[plane * 64 * 64 + i] = sky + ((i * 7919) % 11) + light;
    }
  });
  // Less than half of it is light, so that the median is the sky.
  const found = colourBalance({ width: 64, height: 64, planes: 3, data });
  expect(found).toMatchObject({ from: 0, green: 1 });
  expect(found.red).toBeCloseTo(2, 1);
  expect(found.blue).toBeCloseTo(1 / 0.7, 1);
});

test('balanced, the sky is grey and the light of the stars is equal in all colours', () => {
  const field = colourField(60);
  const even = balanceColours(field, { red: 2, green: 1, blue: 1 / 0.7 });
  const size = WIDTH * HEIGHT;
  const skies = [0, 1, 2].map((plane) => median(even.data.subarray(plane * size, (plane + 1) * size)));
  for (const sky of skies) expect(Math.abs(sky - (skies[1] ?? 0))).toBeLessThanOrEqual(1);
  const again = colourBalance(even);
  expect(again.red).toBeCloseTo(1, 1);
  expect(again.blue).toBeCloseTo(1, 1);
  // What is above the range stays at its end, green as it was.
  expect(even.data.subarray(size, 2 * size)).toEqual(field.data.subarray(size, 2 * size));
});

test('what has no colours, and factors that are none, are refused', () => {
  const grey: Pixels = { width: 2, height: 2, planes: 1, data: new Uint8Array(4) };
  expect(() => colourBalance(grey)).toThrow(/colours/);
  expect(() => balanceColours(grey, { red: 1, green: 1, blue: 1 })).toThrow(/colours/);
  const colour: Pixels = { width: 2, height: 2, planes: 3, data: new Uint8Array(12) };
  expect(() => balanceColours(colour, { red: 0, green: 1, blue: 1 })).toThrow(/above zero/);
});
