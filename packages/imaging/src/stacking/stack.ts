/** Many frames as one. */
import { InvalidInput, type Pixels } from '@uraniborg/core';

/**
 * How the values of one pixel are put together. `kappaSigma` leaves out what lies beyond kappa standard deviations of
 * the median, in rounds; `winsorised` pulls it in to that limit first (Huber), which estimates sigma better with few
 * frames, and leaves it out then.
 */
export type StackMethod =
  | { readonly kind: 'mean' | 'sum' | 'median' }
  | { readonly kind: 'kappaSigma' | 'winsorised'; readonly low?: number; readonly high?: number };

export interface Stacked {
  readonly pixels: Pixels<Float32Array>;
  /** Fraction of all values that rejection left out, 0 to 1. */
  readonly rejected: number;
}

/**
 * Stacks frames that already lie on each other. NaN pixels (outside a registered frame) are left out; where there is
 * none at all the result is NaN.
 *
 * @param frames at least one, all of one size
 * @throws InvalidInput for none, or for frames of different sizes
 */
export function stack(frames: readonly Pixels[], method: StackMethod): Stacked {
  const [first] = frames;
  if (!first) throw new InvalidInput('There is nothing to stack');
  const { width, height, planes } = first;
  const odd = frames.findIndex((f) => f.width !== width || f.height !== height || f.planes !== planes);
  if (odd >= 0)
    throw new InvalidInput(`Frame ${odd + 1} has another size than the first; only frames of one size can be stacked`);
  const data = new Float32Array(width * height * planes);
  const values = new Float64Array(frames.length);
  const combine = combiner(method, frames.length);
  let rejected = 0;
  let total = 0;
  for (let i = 0; i < data.length; i++) {
    let n = 0;
    for (const frame of frames) {
      const value = frame.data[i] as number;
      if (!Number.isNaN(value)) values[n++] = value;
    }
    total += n;
    data[i] = n === 0 ? Number.NaN : combine(values, n);
    if (n > 0) rejected += n - combine.kept;
  }
  return { pixels: { width, height, planes, data }, rejected: total === 0 ? 0 : rejected / total };
}

/** Combines the first `n` of `values` (which it may reorder), and leaves in `kept` how many it used. */
interface Combiner {
  (values: Float64Array, n: number): number;
  kept: number;
}

function combiner(method: StackMethod, most: number): Combiner {
  const combine: Combiner = (values, n) => {
    combine.kept = n;
    switch (method.kind) {
      case 'sum':
        return meanOf(values, 0, n) * n;
      case 'mean':
        return meanOf(values, 0, n);
      case 'median':
        return medianOf(sorted(values, n), 0, n);
      default: {
        const { low = 3, high = 3 } = method;
        const window =
          method.kind === 'kappaSigma'
            ? clipped(sorted(values, n), n, low, high)
            : winsorised(sorted(values, n), n, low, high, scratch);
        combine.kept = window.to - window.from;
        return meanOf(values, window.from, window.to);
      }
    }
  };
  const scratch = new Float64Array(most);
  combine.kept = 0;
  return combine;
}

/** Insertion sort of the first n: stacks are tens of frames deep, and it allocates nothing. */
function sorted(values: Float64Array, n: number): Float64Array {
  for (let i = 1; i < n; i++) {
    const value = values[i] as number;
    let j = i - 1;
    while (j >= 0 && (values[j] as number) > value) {
      values[j + 1] = values[j] as number;
      j--;
    }
    values[j + 1] = value;
  }
  return values;
}

function meanOf(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i] as number;
  return sum / (to - from);
}

function medianOf(values: Float64Array, from: number, to: number): number {
  const middle = (from + to) >> 1;
  return (to - from) % 2
    ? (values[middle] as number)
    : ((values[middle - 1] as number) + (values[middle] as number)) / 2;
}

function sigmaOf(values: Float64Array, from: number, to: number): number {
  const centre = meanOf(values, from, to);
  let sum = 0;
  for (let i = from; i < to; i++) sum += ((values[i] as number) - centre) ** 2;
  return Math.sqrt(sum / Math.max(1, to - from - 1));
}

/** The stretch of sorted values that survives. Three are always kept: a sigma of two values says nothing. */
function clipped(values: Float64Array, n: number, low: number, high: number): { from: number; to: number } {
  let [from, to] = [0, n];
  while (to - from > 3) {
    const centre = medianOf(values, from, to);
    const sigma = sigmaOf(values, from, to);
    const [before, after] = [from, to];
    while (to - from > 3 && centre - (values[from] as number) > low * sigma) from++;
    while (to - from > 3 && (values[to - 1] as number) - centre > high * sigma) to--;
    if (from === before && to === after) break;
  }
  return { from, to };
}

/** Sigma from values pulled in to 1.5 sigma around the median, corrected by 1.134 (Huber), until it stands still. */
function winsorised(
  values: Float64Array,
  n: number,
  low: number,
  high: number,
  scratch: Float64Array,
): { from: number; to: number } {
  let [from, to] = [0, n];
  if (n <= 3) return { from, to };
  const centre = medianOf(values, 0, n);
  let sigma = sigmaOf(values, 0, n);
  for (let round = 0; round < 10; round++) {
    const [floor, ceiling] = [centre - 1.5 * sigma, centre + 1.5 * sigma];
    for (let i = 0; i < n; i++) scratch[i] = Math.min(Math.max(values[i] as number, floor), ceiling);
    const next = 1.134 * sigmaOf(scratch, 0, n);
    const still = Math.abs(next - sigma) <= 0.0005 * sigma;
    sigma = next;
    if (still) break;
  }
  while (to - from > 3 && centre - (values[from] as number) > low * sigma) from++;
  while (to - from > 3 && (values[to - 1] as number) - centre > high * sigma) to--;
  return { from, to };
}
