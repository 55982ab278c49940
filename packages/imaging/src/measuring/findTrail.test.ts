import { type Pixels, seededRandom } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { backgroundMesh } from '../stars/backgroundMesh.ts';
import { crossedField as field, NOISE } from '../testing/crossedField.ts';
import { findTrail } from './findTrail.ts';

const found = (pixels: Pixels) => findTrail(pixels, backgroundMesh(pixels));

/** As many as a test has time for; the nightly run has more. */
const CLEAN = Number(process.env.URANIBORG_CLEAN_FRAMES ?? 25);
const CROSSED = Math.ceil(CLEAN / 6);

test('in frames without a trail none is found', () => {
  for (let seed = 1; seed <= CLEAN; seed++) expect(found(field(160, 125, seed)), `seed ${seed}`).toBeUndefined();
});

test.each([0.7, 20])('trails of %d sigmas a pixel are found at all angles, where they are', (peak) => {
  for (let k = 0; k < 6; k++) {
    const angle = k * 30 + 7;
    const trail = found(field(400, 300, 1000 + k, { angle, offset: ((k % 7) - 3) * 20, peak }));
    expect(trail, `${angle} degrees`).toBeDefined();
    if (!trail) continue;
    const seen = (Math.atan2(trail.y2 - trail.y1, trail.x2 - trail.x1) * 180) / Math.PI;
    const off = Math.abs(seen - angle) % 180;
    expect(Math.min(off, 180 - off)).toBeLessThan(0.5);
    const [c, s] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
    const middle = -((trail.x1 + trail.x2) / 2 - 200) * s + ((trail.y1 + trail.y2) / 2 - 150) * c;
    expect(Math.abs(middle - ((k % 7) - 3) * 20)).toBeLessThan(2);
    expect(trail.brightness).toBeGreaterThan(0.4 * peak * NOISE);
  }
});

test('one that ends in the frame is found too', () => {
  for (const angle of [15, 100])
    expect(found(field(500, 400, 7, { angle, offset: 10, peak: 4, from: -90, to: 200 }))).toBeDefined();
});

test('a gradient, columns of different levels, an edge of brightness and the spikes of a star are none', () => {
  expect(found(field(500, 400, 1, undefined, (x) => 300 + x))).toBeUndefined();
  expect(found(field(500, 400, 2, undefined, (x) => 300 + 12 * Math.sin(x * 12.9898)))).toBeUndefined();
  expect(found(field(500, 400, 3, undefined, (x) => (x > 240 ? 420 : 300)))).toBeUndefined();
  const spikes = field(500, 400, 4);
  for (let i = -80; i <= 80; i++)
    for (const [x, y] of [
      [250 + i, 200],
      [250, 200 + i],
    ] as const)
      spikes.data[y * 500 + x] = Math.min(65535, (spikes.data[y * 500 + x] ?? 0) + 30_000 / (1 + Math.abs(i)) ** 1.5);
  expect(found(spikes)).toBeUndefined();
});

test('frames of colours, of nothing, and too small ones', () => {
  const one = field(400, 300, 5, { angle: 30, offset: 0, peak: 3 });
  const data = new Uint16Array(3 * one.data.length);
  for (let plane = 0; plane < 3; plane++) data.set(one.data, plane * one.data.length);
  const colour: Pixels = { ...one, planes: 3, data };
  expect(findTrail(colour, backgroundMesh(colour, { plane: 'all' }))).toBeDefined();
  expect(found({ width: 200, height: 100, planes: 1, data: new Uint16Array(20_000) })).toBeUndefined();
  expect(
    found({ width: 200, height: 100, planes: 1, data: new Float32Array(20_000).fill(Number.NaN) }),
  ).toBeUndefined();
  expect(found({ width: 3, height: 2, planes: 1, data: new Uint16Array(6) })).toBeUndefined();
});

test('of faint trails across the frame none is missed, of those that end in it few', () => {
  const random = seededRandom(77);
  let [whole, half] = [0, 0];
  for (let k = 0; k < CROSSED; k++) {
    const trail = { angle: 180 * random.uniform(), offset: 100 * (random.uniform() - 0.5) };
    if (!found(field(400, 300, 5000 + k, { ...trail, peak: 0.8 }))) whole++;
    if (!found(field(400, 300, 5000 + k, { ...trail, peak: 2.5, from: -80, to: 90 }))) half++;
  }
  expect(whole).toBeLessThanOrEqual(0.02 * CROSSED);
  expect(half).toBeLessThanOrEqual(Math.max(1, 0.1 * CROSSED));
});
