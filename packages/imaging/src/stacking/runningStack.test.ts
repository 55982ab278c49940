import { median, seededRandom } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { addToStack, type RunningStack, showStack, takeOutLast } from './runningStack.ts';

const SIZE = 4000;

function emptyStack(size = SIZE): RunningStack {
  return {
    sum: new Float32Array(size),
    count: new Uint16Array(size),
    squares: new Float32Array(size),
    last: new Float32Array(size).fill(Number.NaN),
  };
}

function noisy(seed: number, level = 1000, sigma = 20): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length: SIZE }, () => level + sigma * random.normal());
}

function imageOf(stack: RunningStack, factor = 1): Float32Array {
  const image = new Float32Array(stack.sum.length);
  showStack(stack, factor, 0, image.length, image);
  return image;
}

const sigmaOf = (image: Float32Array, level: number) => 1.4826 * median(Array.from(image, (v) => Math.abs(v - level)));

test('the sum of whole numbers is exact, and the mean is that over their number', () => {
  const stack = emptyStack(3);
  addToStack(stack, Float32Array.of(1, 60_000, Number.NaN), 0);
  addToStack(stack, Float32Array.of(2, 50_001, 7), 0);
  expect([...imageOf(stack, 2)]).toEqual([3, 110_001, 14]);
  expect([...imageOf(stack)]).toEqual([1.5, 55_000.5, 7]);
});

test('a part of the image is added where it belongs, and what nobody has seen is no number', () => {
  const stack = emptyStack(5);
  addToStack(stack, Float32Array.of(4, 6), 2);
  expect([...imageOf(stack)]).toEqual([Number.NaN, Number.NaN, 4, 6, Number.NaN]);
});

test.for([false, true])('noise falls with the root of the number of frames (rejection: %s)', (rejects) => {
  const stack = emptyStack();
  const rejection = rejects ? { kappa: 3, noise: 20, sky: 1000 } : undefined;
  for (let frame = 1; frame <= 100; frame++) {
    addToStack(stack, noisy(frame), 0, rejection);
    if (frame % 25 !== 0) continue;
    const expected = 20 / Math.sqrt(frame);
    expect(Math.abs(sigmaOf(imageOf(stack), 1000) / expected - 1)).toBeLessThan(0.06);
  }
});

test('a satellite is left out once the stack knows the pixel, and little else', () => {
  const stack = emptyStack();
  let rejected = 0;
  for (let frame = 1; frame <= 20; frame++) {
    const values = noisy(frame);
    if (frame === 10) values.fill(5000, 100, 200);
    rejected += addToStack(stack, values, 0, { kappa: 4, noise: 20, sky: 1000 });
  }
  const image = imageOf(stack);
  for (const value of image.subarray(100, 200)) expect(Math.abs(value - 1000)).toBeLessThan(30);
  expect(rejected).toBeGreaterThanOrEqual(100);
  expect(rejected).toBeLessThan(100 + 0.002 * 20 * SIZE);
});

test('a star that flickers with the seeing is not taken for a satellite', () => {
  const stack = emptyStack();
  let rejected = 0;
  for (let frame = 1; frame <= 30; frame++)
    rejected += addToStack(stack, noisy(frame, 20_000, 900), 0, { kappa: 4, noise: 20, sky: 1000 });
  expect(rejected / (30 * SIZE)).toBeLessThan(0.001);
  expect(Math.abs(median([...imageOf(stack)]) - 20_000)).toBeLessThan(60);
});

test('the last frame taken out leaves the stack as it was', () => {
  const rejection = { kappa: 3, noise: 20, sky: 1000 };
  const [stack, before] = [emptyStack(), emptyStack()];
  for (let frame = 1; frame <= 8; frame++) {
    if (frame < 8) addToStack(before, noisy(frame), 0, rejection);
    const values = noisy(frame);
    if (frame === 8) values.fill(30_000, 0, 50).fill(Number.NaN, 50, 60);
    addToStack(stack, values, 0, rejection);
  }
  takeOutLast(stack, 0, SIZE);
  expect(stack.count).toEqual(before.count);
  const [after, known] = [imageOf(stack), imageOf(before)];
  for (let i = 0; i < SIZE; i++) {
    expect(Math.abs((after[i] as number) - (known[i] as number))).toBeLessThan(0.001);
    expect(Math.abs((stack.squares[i] as number) - (before.squares[i] as number))).toBeLessThan(2);
  }
  // Only one frame back: a second time changes nothing.
  takeOutLast(stack, 0, SIZE);
  expect(stack.count).toEqual(before.count);
});

test('the first frame taken out leaves nothing', () => {
  const stack = emptyStack();
  addToStack(stack, noisy(1), 0);
  takeOutLast(stack, 0, SIZE);
  expect(imageOf(stack).every(Number.isNaN)).toBe(true);
});
