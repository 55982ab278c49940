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
 * The highest pixel is not the top of a star: it is r away, where the light is less by r² / 2 sigma². What lies above half
 * of it is wider for that, by (1 + ln 2 / (1 - ln 2)) r² / 2, and the mean of r² is 1/6 of the square of a pixel.
 */
const OFF_THE_GRID = 1 / (1 - Math.LN2) / 12;

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
  const sums: { summit: number; flux: number; x: number; y: number; area: number; upper: number }[] = [];
  for (let i = 0; i < count; i++) {
    const summit = summits[i] as number;
    if (summit < 0 || (height[summit] as number) < threshold * (noise[summit] as number)) continue;
    let index = peakAt[summit] as number;
    if (index < 0) {
      index = sums.push({ summit, flux: 0, x: 0, y: 0, area: 0, upper: 0 }) - 1;
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
    sum.upper += Math.max(0, value - (height[summit] as number) / 2);
  }
  const peaks = sums.map(({ summit, flux, x, y, area, upper }) => {
    // Of a Gaussian pi sigma² (1 - ln 2) times its height lies above half of it, that half not counted.
    const core = (step * step * upper) / ((1 - Math.LN2) * Math.PI * (height[summit] as number));
    const significance = (height[summit] as number) / Math.max(noise[summit] as number, Number.MIN_VALUE);
    const smoothed = area / Math.PI / (2 * Math.log(Math.max(significance / ISOPHOTE, 1.5)));
    const sigma = Math.sqrt(Math.max(smoothed - variance, 0.5));
    const at = place[summit] as number;
    return {
      x: left + (step * x) / flux,
      y: above + (step * y) / flux,
      area,
      significance,
      sigma,
      core: Math.sqrt(Math.max(core - variance - OFF_THE_GRID * step * step, 0.5)),
      topX: left + step * (at % width),
      topY: above + step * Math.floor(at / width),
    };
  });
  return { peaks, owner };
}
