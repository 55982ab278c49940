/** A stack that grows frame by frame: no frame is kept, and the last one can be taken out again. */
import { InvalidInput } from '@uraniborg/core';

/**
 * What is known of every pixel, plane after plane, in memory that workers may share. All start as zeros.
 * `squares` and `last` may be empty: without the one nothing is rejected, without the other nothing can be undone.
 */
export interface RunningStack {
  readonly sum: Float32Array;
  /** How many values are in it. */
  readonly count: Uint16Array;
  /** The sum of the squared distances from the mean. */
  readonly squares: Float32Array;
  /** What the last frame has put in; NaN where nothing. */
  readonly last: Float32Array;
}

export interface Rejection {
  /** Values farther from the mean than so many standard deviations are left out. */
  readonly kappa: number;
  /** The sky of one frame and its standard deviation: what a pixel's own is estimated from while there are few values. */
  readonly sky: number;
  readonly noise: number;
}

/** So many values as they are expected count beside a pixel's own; before there are so many nothing is rejected. */
export const PRIOR = 3;
/** The seeing moves this part of a star's light from pixel to pixel. */
export const FLICKER = 0.1;

/**
 * Puts values into the stack from pixel `at` on. NaN is left out. With a rejection, so is what lies too far from the
 * mean of what is there: sigma is of the values so far and of PRIOR expected ones, as a Bayesian would with an
 * inverse-gamma prior (Gelman et al., Bayesian Data Analysis, section 2.6). Sums of squares are updated as Welford did
 * (1962, Technometrics 4, 419).
 *
 * @returns how many values were left out by the rejection
 */
export function addToStack(stack: RunningStack, values: Float32Array, at: number, rejection?: Rejection): number {
  const { sum, count, squares, last } = stack;
  if (rejection && squares.length === 0) throw new InvalidInput('This stack keeps no squares: it cannot reject');
  const keep = last.length > 0;
  const spread = squares.length > 0;
  const variance = rejection ? PRIOR * rejection.noise ** 2 : 0;
  const sky = rejection?.sky ?? 0;
  const limit = rejection ? rejection.kappa ** 2 : Number.POSITIVE_INFINITY;
  let rejected = 0;
  for (let k = 0; k < values.length; k++) {
    const i = at + k;
    const value = values[k] as number;
    let isIn = !Number.isNaN(value);
    if (isIn) {
      const n = count[i] as number;
      const total = sum[i] as number;
      if (n > 0 && spread) {
        const mean = total / n;
        const square = (value - mean) * (value - mean);
        const before = squares[i] as number;
        const flicker = FLICKER * (mean - sky);
        if (n >= PRIOR && square * (n + PRIOR - 1) > limit * (before + variance + PRIOR * flicker * flicker)) {
          isIn = false;
          rejected++;
        } else squares[i] = before + (square * n) / (n + 1);
      }
      if (isIn) {
        sum[i] = total + value;
        count[i] = n + 1;
      }
    }
    if (keep) last[i] = isIn ? value : Number.NaN;
  }
  return rejected;
}

/**
 * Takes out what the last frame has put in, from pixel `begin` to before `end`. Sums are as before but for the rounding
 * of 32 bits.
 *
 * @throws InvalidInput when the stack does not keep what was put in last
 */
export function takeOutLast({ sum, count, squares, last }: RunningStack, begin: number, end: number): void {
  if (last.length === 0) throw new InvalidInput('This stack does not keep its last frame');
  for (let i = begin; i < end; i++) {
    const value = last[i] as number;
    if (Number.isNaN(value)) continue;
    last[i] = Number.NaN;
    const n = (count[i] as number) - 1;
    count[i] = n;
    const total = n === 0 ? 0 : (sum[i] as number) - value;
    sum[i] = total;
    if (squares.length === 0) continue;
    squares[i] = n === 0 ? 0 : Math.max(0, (squares[i] as number) - ((value - total / n) ** 2 * n) / (n + 1));
  }
}

/**
 * The stack as an image: the mean of each pixel times `factor` (1, or the number of frames for a sum), NaN where there
 * is no value.
 *
 * @param to receives pixels `begin` to before `end`, in its own places `begin` to before `end`
 */
export function showStack(
  { sum, count }: RunningStack,
  factor: number,
  begin: number,
  end: number,
  to: Float32Array,
): void {
  for (let i = begin; i < end; i++) {
    const n = count[i] as number;
    // What all frames have is their sum, without rounding.
    to[i] = n === factor ? (sum[i] as number) : ((sum[i] as number) * factor) / n;
  }
}
