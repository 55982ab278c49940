/** How values between black (0) and white (1) become brightness, 0 to 1. */
export type Curve = 'midtones' | 'log' | 'sqrt' | 'asinh';

/** How strong the logarithm and the inverse hyperbolic sine are: DS9's usual 1000 for the one, and a like lift for the other. */
export const LOG = 1000;
export const ASINH = 250;

/** The value, as a share of the way from black to white, that a curve shows half bright (midtones has its own). */
export function halfPoint(curve: Curve): number {
  switch (curve) {
    case 'log':
      return (Math.sqrt(1 + LOG) - 1) / LOG;
    case 'asinh':
      return Math.sinh(0.5 * Math.asinh(ASINH)) / ASINH;
    case 'sqrt':
      return 0.25;
    case 'midtones':
      return 0.5;
  }
}
