import { mean, median, robustSigma, standardDeviation } from '@uraniborg/core';

/** A star whose magnitude is known: that magnitude minus the instrumental one, and its colour where it is known. */
export interface Difference {
  readonly difference: number;
  readonly bv: number | undefined;
}

/** How the light of this camera and filter depends on the colour of a star, against the band of the catalogue. */
export interface ColourTerm {
  /** Magnitudes for each magnitude of B-V. */
  readonly value: number;
  readonly error: number;
  /** Stars it comes from. */
  readonly stars: number;
}

export interface ZeroPoint {
  /** Of a star of the colour `reference`. */
  readonly zeroPoint: number;
  readonly error: number;
  /** Scatter of the stars used. */
  readonly rms: number;
  /** B-V, the median of the stars whose colour is known; null when none is. */
  readonly reference: number | null;
  /** null when there are too few colours, or the stars show none. */
  readonly colourTerm: ColourTerm | null;
  /** What is left of each; and whether it was used. */
  readonly residuals: readonly number[];
  readonly used: readonly boolean[];
}

/** With fewer colours, or colours that are more alike, the term would be one of chance. */
const FEWEST_COLOURS = 8;
const SPREAD = 0.25;
const CERTAIN = 3;
const ROUNDS = 6;
/** Better than this no catalogue is, magnitudes: what is nearer is no outlier. */
const FINEST = 0.005;

/**
 * The zero point of many stars: the mean of what is not more than three robust sigmas from the median, again and again
 * (variable stars, doubles, wrong matches are left out). With enough colours a straight line through differences against
 * B-V comes first; stars without a colour stand at the median colour of the others.
 */
export function zeroPointOf(stars: readonly Difference[]): ZeroPoint {
  let used: boolean[] = stars.map(() => true);
  let [zeroPoint, reference, colourTerm] = [0, null as number | null, null as ColourTerm | null];
  let residuals: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const kept = stars.filter((_, i) => used[i]);
    const coloured = kept.flatMap(({ difference, bv }) => (bv === undefined ? [] : [{ difference, bv }]));
    reference = coloured.length === 0 ? null : median(coloured.map(({ bv }) => bv));
    colourTerm = colourTermOf(coloured);
    const bent = ({ difference, bv }: Difference) =>
      difference - (colourTerm && bv !== undefined ? colourTerm.value * (bv - (reference ?? 0)) : 0);
    const straight = stars.map(bent);
    const within = straight.filter((_, i) => used[i]);
    zeroPoint = mean(within);
    // A mean leans on the outliers that are still there; the median decides which they are.
    const centre = median(within);
    const limit = 3 * Math.max(robustSigma(within, centre), FINEST);
    residuals = straight.map((value) => zeroPoint - value);
    const next = straight.map((value) => Math.abs(value - centre) <= limit);
    if (round === ROUNDS - 1 || next.every((is, i) => is === used[i])) break;
    used = next;
  }
  const left = residuals.filter((_, i) => used[i]);
  const rms = standardDeviation(left);
  return { zeroPoint, error: rms / Math.sqrt(left.length), rms, reference, colourTerm, residuals, used };
}

function colourTermOf(stars: readonly { difference: number; bv: number }[]): ColourTerm | null {
  if (stars.length < FEWEST_COLOURS) return null;
  const [c, d] = [mean(stars.map(({ bv }) => bv)), mean(stars.map(({ difference }) => difference))];
  const square = stars.reduce((sum, { bv }) => sum + (bv - c) ** 2, 0);
  if (Math.sqrt(square / stars.length) < SPREAD) return null;
  const value = stars.reduce((sum, { bv, difference }) => sum + (bv - c) * (difference - d), 0) / square;
  const left = stars.reduce((sum, { bv, difference }) => sum + (difference - d - value * (bv - c)) ** 2, 0);
  const error = Math.sqrt(left / (stars.length - 2) / square);
  return Math.abs(value) > CERTAIN * error ? { value, error, stars: stars.length } : null;
}
