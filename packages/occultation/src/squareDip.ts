/** The simplest light curve of an occultation: full light, a lower level between two moments, full light again. */
import { InvalidInput } from '@uraniborg/core';

export interface SquareDip {
  /** Index of the first reading in the dip, and of the first one after it. */
  readonly begin: number;
  readonly end: number;
  /** Mean outside and inside, in the units of the light curve. */
  readonly baseline: number;
  readonly bottom: number;
  /** Standard deviation of the residuals, the same for both levels. */
  readonly sigma: number;
  /** Natural logarithm of the likelihood ratio against a curve without a dip; the larger, the surer. */
  readonly logLikelihoodRatio: number;
}

export interface SquareDipOptions {
  /**
   * The fewest readings that make a dip.
   * @default 1
   */
  readonly shortest?: number;
  /**
   * The most; default: all but two.
   */
  readonly longest?: number;
}

/**
 * The dip that makes the readings likeliest, exactly: both levels are free, the noise is Gaussian and the same in and
 * outside the dip. With prefix sums each of the N^2/2 candidates costs two divisions, which is 20 ms for 3,000
 * readings; maximising (sum inside)^2/n + (sum outside)^2/(N - n) is maximising the likelihood (the residual sum of
 * squares is the total less this).
 *
 * @param flux evenly sampled readings, at least 4, any units; a dip is where they are lower
 * @returns undefined when no stretch is lower than the rest
 * @throws InvalidInput too few readings, or one that is not a number
 */
export function findSquareDip(flux: ArrayLike<number>, options: SquareDipOptions = {}): SquareDip | undefined {
  const count = flux.length;
  if (count < 4) throw new InvalidInput(`A light curve needs at least 4 readings; this one has ${count}`);
  const { shortest = 1, longest = count - 2 } = options;
  const sums = new Float64Array(count + 1);
  let squares = 0;
  for (let i = 0; i < count; i++) {
    const value = flux[i] ?? Number.NaN;
    if (!Number.isFinite(value)) throw new InvalidInput(`Reading ${i} of the light curve is ${value}`, `reading ${i}`);
    sums[i + 1] = (sums[i] ?? 0) + value;
    squares += value * value;
  }
  const total = sums[count] ?? 0;
  let best = { begin: -1, end: -1, merit: (total * total) / count };
  for (let begin = 0; begin < count; begin++) {
    const before = sums[begin] ?? 0;
    for (let end = begin + shortest; end <= Math.min(count, begin + longest); end++) {
      const length = end - begin;
      if (length >= count) break;
      const inside = (sums[end] ?? 0) - before;
      const outside = total - inside;
      const merit = (inside * inside) / length + (outside * outside) / (count - length);
      if (merit > best.merit && inside * (count - length) < outside * length) best = { begin, end, merit };
    }
  }
  if (best.begin < 0) return undefined;
  const { begin, end, merit } = best;
  const inside = (sums[end] ?? 0) - (sums[begin] ?? 0);
  const bottom = inside / (end - begin);
  const baseline = (total - inside) / (count - (end - begin));
  const residual = Math.max(squares - merit, Number.EPSILON * squares);
  const flat = Math.max(squares - (total * total) / count, residual);
  return {
    begin,
    end,
    baseline,
    bottom,
    sigma: Math.sqrt(residual / count),
    logLikelihoodRatio: (count / 2) * Math.log(flat / residual),
  };
}
