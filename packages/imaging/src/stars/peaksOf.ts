import type { BrightPixels } from './brightPixels.ts';
import type { Peak } from './peak.ts';
import { SMOOTHED_VARIANCE } from './smoothedRows.ts';

/** What belongs to a peak stands at least so many sigmas above the background. */
export const ISOPHOTE = 2.5;

/** How places of a smoothed frame become pixels of the frame, and what the smoothing adds to a star's variance. */
export interface Scale {
  readonly step: 1 | 2;
  readonly left: number;
  readonly above: number;
  readonly variance: number;
}

export const HALF_SIZE: Scale = { step: 2, left: 0.5, above: 0.5, variance: SMOOTHED_VARIANCE };

/**
 * The peaks that stand out by `threshold` sigmas, and for every bright pixel which of them it belongs to, -1 for none.
 * @param summits for every bright pixel the summit that it belongs to (see shareOut), -1 for none
 */
export function peaksOf(
  { width, count, place, height, noise }: BrightPixels,
  summits: Int32Array,
  threshold: number,
  { step, left, above, variance }: Scale,
): { peaks: Peak[]; owner: Int32Array } {
  const owner = new Int32Array(count).fill(-1);
  const peakAt = new Int32Array(count).fill(-1);
  const sums: { summit: number; flux: number; x: number; y: number; area: number }[] = [];
  for (let i = 0; i < count; i++) {
    const summit = summits[i] as number;
    if (summit < 0 || (height[summit] as number) < threshold * (noise[summit] as number)) continue;
    let index = peakAt[summit] as number;
    if (index < 0) {
      index = sums.push({ summit, flux: 0, x: 0, y: 0, area: 0 }) - 1;
      peakAt[summit] = index;
    }
    owner[i] = index;
    const sum = sums[index] as (typeof sums)[number];
    const at = place[i] as number;
    const value = height[i] as number;
    sum.flux += value;
    sum.x += value * (at % width);
    sum.y += value * Math.floor(at / width);
    sum.area += step * step;
  }
  const peaks = sums.map(({ summit, flux, x, y, area }) => {
    const significance = (height[summit] as number) / Math.max(noise[summit] as number, Number.MIN_VALUE);
    const smoothed = area / Math.PI / (2 * Math.log(Math.max(significance / ISOPHOTE, 1.5)));
    const sigma = Math.sqrt(Math.max(smoothed - variance, 0.5));
    return { x: left + (step * x) / flux, y: above + (step * y) / flux, area, significance, sigma };
  });
  return { peaks, owner };
}
