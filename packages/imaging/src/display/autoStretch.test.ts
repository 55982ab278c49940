import { type Pixels, seededRandom } from '@uraniborg/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { statisticsOf } from '../statistics/statistics.ts';
import { applyStretch } from './applyStretch.ts';
import { autoStretch, fullScale } from './autoStretch.ts';
import { midtonesTransfer } from './midtones.ts';

function noise<A extends Uint16Array | Float32Array>(data: A, level: number, sigma: number): Pixels<A> {
  const random = seededRandom(1);
  for (let i = 0; i < data.length; i++) data[i] = level + sigma * random.normal();
  return { width: data.length / 100, height: 100, planes: 1, data };
}

test('the transfer function keeps its ends, brings the midtones to a half and never turns back', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.001, max: 0.999, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (m, x) => {
        expect([midtonesTransfer(m, 0), midtonesTransfer(m, 1)]).toEqual([0, 1]);
        expect(midtonesTransfer(m, m)).toBeCloseTo(0.5, 9);
        expect(midtonesTransfer(m, Math.min(1, x + 0.01))).toBeGreaterThanOrEqual(midtonesTransfer(m, x));
      },
    ),
  );
  expect(midtonesTransfer(0.5, 0.3)).toBeCloseTo(0.3, 12);
});

test('the background is shown at a quarter, what is 2.8 sigma below it black', () => {
  const pixels = noise(new Uint16Array(100_000), 1000, 20);
  const statistics = statisticsOf(pixels);
  const stretch = autoStretch(statistics, fullScale(pixels.data, statistics));
  expect(stretch.black).toBeGreaterThan(1000 - 2.8 * 20 * 1.05);
  expect(stretch.black).toBeLessThan(1000 - 2.8 * 20 * 0.95);
  expect(stretch.white).toBe(65535);
  const shown = statisticsOf(applyStretch(pixels, stretch));
  expect(Math.abs(shown.median - 64)).toBeLessThanOrEqual(1);
});

test('floating point from 0 to 1 is shown like the same picture in 16 bits', () => {
  const words = noise(new Uint16Array(100_000), 3000, 50);
  const floats: Pixels = { ...words, data: Float32Array.from(words.data, (value) => value / 65535) };
  const shown = [words, floats].map((pixels) => {
    const statistics = statisticsOf(pixels);
    return applyStretch(pixels, autoStretch(statistics, fullScale(pixels.data, statistics))).data;
  });
  let worst = 0;
  shown[0]?.forEach((value, i) => {
    worst = Math.max(worst, Math.abs(value - (shown[1]?.[i] ?? 0)));
  });
  expect(worst).toBeLessThanOrEqual(1);
});

test('a frame without noise, without light or without numbers still gets a stretch that can be shown', () => {
  for (const value of [0, 100, 65535, Number.NaN]) {
    const data = new Float32Array(10).fill(value);
    const pixels: Pixels = { width: 10, height: 1, planes: 1, data };
    const statistics = statisticsOf(pixels);
    const stretch = autoStretch(statistics, fullScale(data, statistics));
    for (const number of Object.values(stretch)) expect(number).toBeTypeOf('number');
    expect(stretch.white).toBeGreaterThan(stretch.black);
    expect(stretch.midtones > 0 && stretch.midtones < 1).toBe(true);
    expect(applyStretch(pixels, stretch).data).toHaveLength(10);
  }
});

test('each plane can have its own stretch', () => {
  const pixels: Pixels = { width: 1, height: 1, planes: 3, data: Uint16Array.of(100, 100, 100) };
  const to = (white: number) => ({ black: 0, white, midtones: 0.5 });
  expect([...applyStretch(pixels, [to(100), to(200), to(400)]).data]).toEqual([255, 128, 64]);
  expect([...applyStretch(pixels, to(200)).data]).toEqual([128, 128, 128]);
});
