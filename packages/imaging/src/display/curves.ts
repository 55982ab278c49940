import { midtonesTransfer } from './midtones.ts';

/** How values between black (0) and white (1) become brightness, 0 to 1. */
export type Curve = 'midtones' | 'log' | 'sqrt' | 'asinh';

/** How strong the logarithm and the inverse hyperbolic sine are: DS9's usual 1000 for the one, and a like lift for the other. */
export const curveStrength = { log: 1000, asinh: 250 } as const;

const { log, asinh } = curveStrength;

/** The brightness, 0 to 1, of a value that is a share of the way from black to white; what is outside of 0 to 1 is clipped. */
export function curveAt(curve: Curve, midtones: number, x: number): number {
  if (curve === 'midtones') return midtonesTransfer(midtones, x);
  if (!(x > 0)) return 0;
  if (x >= 1) return 1;
  if (curve === 'sqrt') return Math.sqrt(x);
  return curve === 'log' ? Math.log1p(log * x) / Math.log1p(log) : Math.asinh(asinh * x) / Math.asinh(asinh);
}

/** The value, as a share of the way from black to white, that a curve shows half bright (midtones has its own). */
export function halfPoint(curve: Curve): number {
  switch (curve) {
    case 'log':
      return (Math.sqrt(1 + log) - 1) / log;
    case 'asinh':
      return Math.sinh(0.5 * Math.asinh(asinh)) / asinh;
    case 'sqrt':
      return 0.25;
    case 'midtones':
      return 0.5;
  }
}
