import { upperParts } from '@uraniborg/api';
import type { Histogram } from '@uraniborg/imaging';

/** The value that each of `upperParts` percent of the pixels of a histogram do not exceed; 0 where there are none. */
export function upperValues({ bins, low, binWidth, count }: Histogram): number[] {
  const found: number[] = [];
  let below = 0;
  let bin = 0;
  for (const part of upperParts) {
    // Without the rounding of the percentage.
    const wanted = Math.ceil((part * count) / 100 - 1e-6);
    while (bin < bins.length - 1 && below + (bins[bin] as number) < wanted) below += bins[bin++] as number;
    found.push(count === 0 ? 0 : low + bin * binWidth);
  }
  return found;
}
