import type { Pixels } from '@uraniborg/core';
import { type Histogram, histogramOf } from '@uraniborg/imaging';

/**
 * Which part of the pixels is saturated, 0 to 1. Sensors are full below the end of 16 bits too (a full well, 14 bits
 * spread over 16): then thousands of pixels have exactly the largest value that there is, which light never does by
 * itself; they are counted as saturated from a few on.
 */
export function saturatedPart(pixels: Pixels, histogram: Histogram = histogramOf(pixels)): number {
  const { bins, low, binWidth, count } = histogram;
  if (count === 0) return 0;
  let top = bins.length - 1;
  while (top > 0 && bins[top] === 0) top--;
  const [highest, below] = [bins[top] as number, bins[top - 1] ?? 0];
  const value = low + top * binWidth;
  const end = { 1: 255, 2: pixels.data instanceof Int16Array ? 32_767 : 65_535 }[pixels.data.BYTES_PER_ELEMENT];
  if (end !== undefined && value >= 0.99 * end) {
    let sum = 0;
    for (let bin = Math.ceil(0.99 * end) - low; bin < bins.length; bin++) sum += bins[bin] as number;
    return sum / count;
  }
  // The only value there is says nothing. Else: the top of the range far above its neighbour.
  if (highest === count) return 0;
  return highest >= 20 && highest > 10 * (below + 1) ? highest / count : 0;
}
