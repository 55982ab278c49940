import { expect, test } from 'vitest';
import { type FrameShape, frameGate } from './frameGate.ts';

const usual: FrameShape[] = [200, 210, 220, 190].map((stars) => ({ stars, hfd: 3, eccentricity: 0.4 }));
const gate = { hfd: 1.5, stars: 0.5, eccentricity: 0.8 };

test('a frame like the others passes', () => {
  expect(frameGate({ stars: 180, hfd: 3.6, eccentricity: 0.5 }, usual, gate)).toBeUndefined();
});

test('a cloud, poor focus and a trail are each told by what they do', () => {
  expect(frameGate({ stars: 60, hfd: 3, eccentricity: 0.4 }, usual, gate)).toMatch(/60 stars where 205 are usual/);
  expect(frameGate({ stars: 200, hfd: 4.8, eccentricity: 0.4 }, usual, gate)).toMatch(/1\.6 times as large.*4\.8 px/);
  expect(frameGate({ stars: 200, hfd: 3, eccentricity: 0.9 }, usual, gate)).toMatch(/trailed \(eccentricity 0\.90/);
});

test('what a night is like as a whole refuses nothing', () => {
  const poor = usual.map((shape) => ({ ...shape, stars: 20, hfd: 9, eccentricity: 0.86 }));
  expect(frameGate({ stars: 18, hfd: 9.5, eccentricity: 0.85 }, poor, gate)).toBeUndefined();
});

test('the first frames have nothing to be held against but trails', () => {
  expect(frameGate({ stars: 1, hfd: 30, eccentricity: 0.4 }, usual.slice(0, 2), gate)).toBeUndefined();
  expect(frameGate({ stars: 9, hfd: 3, eccentricity: 0.95 }, [], gate)).toMatch(/trailed/);
});

test('what is not asked for is not refused, and a frame without stars has no shape', () => {
  const open = { hfd: null, stars: null, eccentricity: null };
  expect(frameGate({ stars: 0, hfd: 99, eccentricity: 1 }, usual, open)).toBeUndefined();
  expect(frameGate({ stars: 0, hfd: null, eccentricity: null }, usual, { ...gate, stars: 0 })).toBeUndefined();
});
