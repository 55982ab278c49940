/** Robust statistics on plain numbers. Pixel kernels have their own, faster ones in imaging/. */

/** Median of finite `values`: the mean of the middle two when even. NaN when empty. Leaves `values` as it was. */
export function median(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  if (n === 0) return Number.NaN;
  const middle = n >> 1;
  return n % 2 ? (sorted[middle] ?? Number.NaN) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** The median absolute deviation times 1.4826: the standard deviation of normal data, blind to outliers. */
export function robustSigma(values: ArrayLike<number>, centre = median(values)): number {
  return 1.4826 * median(Float64Array.from(values, (v) => Math.abs(v - centre)));
}

/** Arithmetic mean; NaN when empty. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] ?? 0;
  return sum / values.length;
}

/** Sample standard deviation (n - 1), two passes; NaN below two values. */
export function standardDeviation(values: ArrayLike<number>): number {
  if (values.length < 2) return Number.NaN;
  const centre = mean(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += ((values[i] ?? 0) - centre) ** 2;
  return Math.sqrt(sum / (values.length - 1));
}

/** The `fraction` quantile (0 to 1) by linear interpolation between order statistics; NaN when empty. */
export function quantile(values: ArrayLike<number>, fraction: number): number {
  const sorted = Float64Array.from(values).sort();
  if (sorted.length === 0) return Number.NaN;
  const at = Math.min(Math.max(fraction, 0), 1) * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below] ?? Number.NaN;
  return low + ((sorted[below + 1] ?? low) - low) * (at - below);
}

/** Mean and sigma after repeatedly leaving out what lies more than `kappa` sigma from the median. */
export function sigmaClip(
  values: ArrayLike<number>,
  { kappa = 3, rounds = 5 }: { kappa?: number; rounds?: number } = {},
): { mean: number; sigma: number; kept: number } {
  let kept = Float64Array.from(values);
  for (let round = 0; round < rounds; round++) {
    const centre = median(kept);
    const limit = kappa * robustSigma(kept, centre);
    const next = kept.filter((v) => Math.abs(v - centre) <= limit);
    if (next.length === kept.length) break;
    kept = next;
  }
  return { mean: mean(kept), sigma: standardDeviation(kept), kept: kept.length };
}
