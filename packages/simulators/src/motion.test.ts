import { expect, test } from 'vitest';
import { motion } from './motion.ts';

test.each([
  [10, 2, 1],
  [-10, 2, 1],
  [0.5, 2, 1],
  [7, 2, Number.POSITIVE_INFINITY],
  [0, 2, 1],
])(
  '%d at speed %d, acceleration %d: starts and ends at rest, never too fast, arrives',
  (distance, speed, acceleration) => {
    const move = motion(distance, speed, acceleration);
    expect(move.travelled(0)).toBe(0);
    expect(move.travelled(move.duration)).toBeCloseTo(distance, 12);
    expect(move.travelled(move.duration * 0.5)).toBeCloseTo(distance / 2, 9);
    const step = move.duration / 1000;
    for (let i = 0; i < 1000; i++) {
      const way = Math.abs(move.travelled((i + 1) * step) - move.travelled(i * step));
      expect(way).toBeLessThanOrEqual(speed * step + 1e-12);
    }
  },
);

test('a long move takes way over speed, and one ramp more', () => {
  expect(motion(10, 2, 1).duration).toBeCloseTo(10 / 2 + 2 / 1, 12);
  expect(motion(1, 2, 1).duration).toBeCloseTo(2, 12);
});
