import { expect, test } from 'vitest';
import { type Curve, curveAt, halfPoint } from './curves.ts';

const curves: readonly Curve[] = ['midtones', 'log', 'sqrt', 'asinh'];

test('half bright is where the curve says', () => {
  for (const curve of curves) expect(curveAt(curve, 0.5, halfPoint(curve)), curve).toBeCloseTo(0.5, 12);
});

test('every curve goes from black to white and never back, and clips what is beyond', () => {
  for (const curve of curves) {
    const values = Array.from({ length: 101 }, (_, i) => curveAt(curve, 0.2, i / 100));
    expect([values[0], values[100], curveAt(curve, 0.2, -1), curveAt(curve, 0.2, 7)]).toEqual([0, 1, 0, 1]);
    expect(values).toEqual([...values].sort((a, b) => a - b));
  }
});
