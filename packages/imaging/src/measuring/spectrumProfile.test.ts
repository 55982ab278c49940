import { InvalidInput, type Pixels, seededRandom } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { spectrumProfile } from './spectrumProfile.ts';

const frame = (width: number, height: number, value: (x: number, y: number) => number): Pixels => ({
  width,
  height,
  planes: 1,
  data: Float64Array.from({ length: width * height }, (_, i) => value(i % width, Math.floor(i / width))),
});

test('along a row: mean, sum and maximum of the pixels as they are', () => {
  const random = seededRandom(2);
  const data = Array.from({ length: 60 * 20 }, () => Math.round(random.uniform() * 1000));
  const pixels = frame(60, 20, (x, y) => data[y * 60 + x] ?? 0);
  const line = { from: { x: 5, y: 10 }, to: { x: 54, y: 10 }, width: 5 };
  for (const x of [5, 17, 54]) {
    const column = [8, 9, 10, 11, 12].map((y) => data[y * 60 + x] ?? 0);
    const sum = column.reduce((a, b) => a + b);
    expect(spectrumProfile(pixels, { ...line, method: 'sum' }).values[x - 5]).toBeCloseTo(sum, 9);
    expect(spectrumProfile(pixels, { ...line, method: 'mean' }).values[x - 5]).toBeCloseTo(sum / 5, 9);
    expect(spectrumProfile(pixels, { ...line, method: 'max' }).values[x - 5]).toBe(Math.max(...column));
  }
});

test.each([0, 17, 45, 90, 203])('lines of a spectrum at %s degrees are where they are, whatever the sky', (degrees) => {
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const lines = [-61.3, -20, 4.4, 50.7];
  const random = seededRandom(degrees + 1);
  const pixels = frame(221, 221, (x, y) => {
    const [along, across] = [(x - 110) * c + (y - 110) * s, -(x - 110) * s + (y - 110) * c];
    const trace = Math.exp(-(across ** 2) / (2 * 2.5 ** 2));
    const light = lines.reduce((sum, at) => sum + 900 * Math.exp(-((along - at) ** 2) / (2 * 1.8 ** 2)), 60);
    return 500 + 0.8 * x + 0.3 * y + trace * light + 3 * random.normal();
  });
  const profile = spectrumProfile(pixels, {
    from: { x: 110 - 90 * c, y: 110 - 90 * s },
    to: { x: 110 + 90 * c, y: 110 + 90 * s },
    width: 15,
    method: 'sum',
    background: { gap: 4, width: 10 },
  });
  expect(profile.values).toHaveLength(181);
  expect(profile.step).toBeCloseTo(1, 9);
  for (const line of lines) {
    let [sum, moment] = [0, 0];
    for (let at = Math.round(line) - 6; at <= Math.round(line) + 6; at++) {
      const light = (profile.values[at + 90] ?? 0) - 60 * 2.5 * Math.sqrt(2 * Math.PI);
      sum += light;
      moment += light * at;
    }
    expect(moment / sum).toBeCloseTo(line, 0.5);
    // The light of a two-dimensional Gaussian: 2 pi times both sigmas.
    expect(sum / (900 * 2 * Math.PI * 2.5 * 1.8)).toBeCloseTo(1, 1);
  }
});

test('outside the frame there is nothing; a line without a length is refused', () => {
  const pixels = frame(20, 10, () => 7);
  const profile = spectrumProfile(pixels, { from: { x: -5, y: 5 }, to: { x: 10, y: 5 }, width: 3, method: 'mean' });
  expect(profile.values[4]).toBeNaN();
  expect(profile.values[5]).toBe(7);
  const nowhere = { from: { x: 1, y: 1 }, to: { x: 1, y: 1 }, width: 3, method: 'mean' } as const;
  expect(() => spectrumProfile(pixels, nowhere)).toThrow(InvalidInput);
  expect(() => spectrumProfile(pixels, { ...nowhere, to: { x: Number.NaN, y: 0 } })).toThrow(InvalidInput);
});
