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
      const near = closer(pixels, mesh, peak);
      const { owner: summits } = shareOut(near.bright, options.electronsPerAdu);
      const parts = peaksOf(near.bright, summits, options.threshold, near.scale).peaks.filter(
        ({ x, y }) => owner[brightPixelAt(place, (y >> 1) * width + (x >> 1))] === index,
      );
      return parts.length > 1 ? parts : [peak];
    }),
  );
}

/** The surroundings of a peak at full size, smoothed by [1 2 1] both ways only. */
function closer(pixels: Pixels, mesh: BackgroundMesh, peak: Peak): { bright: LinkedPixels; scale: Scale } {
  const radius = Math.min(40, Math.ceil(1.2 * Math.sqrt(peak.area / Math.PI)) + 4);
  const { values, x, y, rms } = starWindow(pixels, mesh, peak.x, peak.y, radius, Number.POSITIVE_INFINITY);
  const width = 2 * radius + 1;
  const collector = collectBrightPixels(width, 1024);
  // The noise of [1 2 1] both ways over 16 is 6/16 of a pixel's; its variance adds 1/2 px² along either axis.
  const noise = (6 / 16) * rms;
  const across = (i: number) => (values[i - 1] as number) + 2 * (values[i] as number) + (values[i + 1] as number);
  for (let row = 1; row < width - 1; row++) {
    for (let column = 1; column < width - 1; column++) {
      const at = row * width + column;
      const value = (across(at - width) + 2 * across(at) + across(at + width)) / 16;
      if (value > ISOPHOTE * noise) collector.add(at, value, noise);
    }
  }
  return {
    bright: linkBrightPixels(collector.done()),
    scale: { step: 1, left: x - radius, above: y - radius, variance: 0.5 },
  };
}
