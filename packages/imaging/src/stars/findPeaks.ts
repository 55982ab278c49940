import type { Pixels } from '@uraniborg/core';
import type { BackgroundMesh } from './backgroundMesh.ts';
import {
  brightPixelAt,
  collectBrightPixels,
  joinBrightPixels,
  type LinkedPixels,
  linkBrightPixels,
} from './brightPixels.ts';
import { type Peak, unpackPeaks } from './peak.ts';
import { ISOPHOTE, peaksOf, type Scale } from './peaksOf.ts';
import { type PartPeaks, type PeakOptions, roughPeaks } from './roughPeaks.ts';
import { shareOut } from './shareOut.ts';
import { starWindow } from './starWindow.ts';

/** A peak of so many sigmas may be two in one, if it is that much wider than most. */
const WORTH_A_CLOSER_LOOK = 30;
const WIDER = 1.05;

/**
 * The peaks of a frame. A defocused star, a ring with noise on it, is one peak with its middle in the hole; a close pair
 * is two. What is bright and wider than other stars is looked at once more at full size, where closer pairs come apart.
 * @param parts of the frame, from its first rows to its last
 */
export function findPeaks(
  pixels: Pixels,
  mesh: BackgroundMesh,
  parts: readonly PartPeaks[],
  options: PeakOptions,
): Peak[] {
  const width = pixels.width >> 1;
  const joined = roughPeaks(joinBrightPixels(parts.map(({ cut }) => cut)), options);
  const found = [...parts.map(({ peaks }) => peaks), joined].map((rough) => ({
    ...rough,
    peaks: unpackPeaks(rough.packed),
  }));
  const sigmas = Float32Array.from(found.flatMap(({ peaks }) => peaks.map(({ sigma }) => sigma))).sort();
  const wide = WIDER * (sigmas[sigmas.length >> 1] ?? 0);
  return found.flatMap(({ peaks, place, owner }) =>
    peaks.flatMap((peak, index) => {
      if (peak.significance < WORTH_A_CLOSER_LOOK || peak.sigma < wide) return [peak];
      const near = closer(pixels, mesh, peak, options.threshold);
      if (!near) return [peak];
      const { owner: summits } = shareOut(near.bright, options.electronsPerAdu);
      const parts = peaksOf(near.bright, summits, options.threshold, near.scale).peaks.filter(
        ({ x, y }) => owner[brightPixelAt(place, (y >> 1) * width + (x >> 1))] === index,
      );
      return parts.length > 1 ? parts : [peak];
    }),
  );
}

/** How far the surroundings reach at most, pixels. */
const REACH = 40;
/** What is kept of a height in 32 bits is this part of it at least. */
const ROUNDED = 1 - 1e-6;
/** Of one peak at a time. */
const window = new Float32Array((2 * REACH + 1) ** 2);
const across = new Float64Array((2 * REACH + 1) ** 2);
const smooth = new Float64Array((2 * REACH + 1) ** 2);

/**
 * The surroundings of a peak at full size, smoothed by [1 2 1] both ways only; undefined when there is only one maximum of
 * `threshold` sigmas in them, as around most peaks: then nothing can come apart.
 */
function closer(
  pixels: Pixels,
  mesh: BackgroundMesh,
  peak: Peak,
  threshold: number,
): { bright: LinkedPixels; scale: Scale } | undefined {
  const radius = Math.min(REACH, Math.ceil(1.2 * Math.sqrt(peak.area / Math.PI)) + 4);
  const { x, y, rms } = starWindow(pixels, mesh, peak.x, peak.y, radius, Number.POSITIVE_INFINITY, window);
  const width = 2 * radius + 1;
  // The noise of [1 2 1] both ways over 16 is 6/16 of a pixel's; its variance adds 1/2 px² along either axis.
  const noise = (6 / 16) * rms;
  smoothWindow(width);
  if (maximaAbove(ROUNDED * threshold * noise, width) < 2) return undefined;
  const collector = collectBrightPixels(width, 1024);
  for (let row = 1; row < width - 1; row++)
    for (let column = 1; column < width - 1; column++) {
      const value = smooth[row * width + column] as number;
      if (value > ISOPHOTE * noise) collector.add(row * width + column, value, noise);
    }
  return {
    bright: linkBrightPixels(collector.done()),
    scale: { step: 1, left: x - radius, above: y - radius, variance: 0.5 },
  };
}

/** From `window` into `smooth`, but for the edge. */
function smoothWindow(width: number): void {
  const three = (from: Float32Array | Float64Array, at: number, step: number) =>
    (from[at - step] as number) + 2 * (from[at] as number) + (from[at + step] as number);
  for (let row = 0; row < width; row++)
    for (let at = row * width + 1; at < (row + 1) * width - 1; at++) across[at] = three(window, at, 1);
  for (let row = 1; row < width - 1; row++)
    for (let at = row * width + 1; at < (row + 1) * width - 1; at++) smooth[at] = three(across, at, width) / 16;
}

/** How many pixels of `smooth` are so high at least and have none beside them that is higher; two are enough to know. */
function maximaAbove(least: number, width: number): number {
  let count = 0;
  for (let row = 1; row < width - 1 && count < 2; row++)
    for (let column = 1; column < width - 1; column++) {
      const at = row * width + column;
      if ((smooth[at] as number) >= least && isMaximum(at, row, column, width)) count++;
    }
  return count;
}

function isMaximum(at: number, row: number, column: number, width: number): boolean {
  const value = smooth[at] as number;
  for (let y = Math.max(1, row - 1); y <= Math.min(width - 2, row + 1); y++)
    for (let x = Math.max(1, column - 1); x <= Math.min(width - 2, column + 1); x++)
      if ((smooth[y * width + x] as number) > value) return false;
  return true;
}
