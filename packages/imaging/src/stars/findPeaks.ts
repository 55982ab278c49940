import type { Pixels } from '@uraniborg/core';
import { type BackgroundMesh, backgroundAt } from './backgroundMesh.ts';
import {
  type BrightPixels,
  brightPixelAt,
  collectBrightPixels,
  joinBrightPixels,
  type LinkedPixels,
  linkBrightPixels,
} from './brightPixels.ts';
import { eachBrightRow } from './brightRows.ts';
import { shareOut } from './shareOut.ts';
import { SMOOTHED_NOISE, SMOOTHED_VARIANCE } from './smoothedRows.ts';
import { starWindow } from './starWindow.ts';

/** Something brighter than the sky, roughly measured: where a star may be. */
export interface Peak {
  /** Pixels of the frame: the centre of its light. */
  readonly x: number;
  readonly y: number;
  /** Pixels of the frame that belong to it. */
  readonly area: number;
  /** Height of its smoothed light above the background, in sigmas of the smoothed noise. */
  readonly significance: number;
  /** The sigma of the Gaussian that has this height and this area above the isophote, smoothing taken off; pixels. */
  readonly sigma: number;
}

const NUMBERS = 5;

/** Peaks as one array that is handed from thread to thread at no cost. */
export function packPeaks(peaks: readonly Peak[]): Float64Array {
  const packed = new Float64Array(NUMBERS * peaks.length);
  peaks.forEach(({ x, y, area, significance, sigma }, i) => {
    packed.set([x, y, area, significance, sigma], NUMBERS * i);
  });
  return packed;
}

export function unpackPeaks(packed: Float64Array): Peak[] {
  return Array.from({ length: packed.length / NUMBERS }, (_, i) => {
    const number = (place: number) => packed[NUMBERS * i + place] as number;
    return { x: number(0), y: number(1), area: number(2), significance: number(3), sigma: number(4) };
  });
}

export interface PeakOptions {
  /** How many sigmas the smoothed light must stand above the background. */
  readonly threshold: number;
  /** Electrons of one ADU: how much noise the light of a star brings with it. */
  readonly electronsPerAdu: number;
}

/** What belongs to a peak stands at least so many sigmas above the background. */
const ISOPHOTE = 2.5;
/** A peak of so many sigmas may be two in one, if it is that much wider than most. */
const WORTH_A_CLOSER_LOOK = 30;
const WIDER = 1.05;

/**
 * The peaks of a frame, its light shared out among them. A defocused star, a ring with noise on it, is one peak with
 * its middle in the hole; a close pair is two. What is bright and wider than other stars is looked at once more at full
 * size, where closer pairs come apart.
 */
export function findPeaks(
  pixels: Pixels,
  mesh: BackgroundMesh,
  parts: readonly BrightPixels[],
  { threshold, electronsPerAdu }: PeakOptions,
): Peak[] {
  const bright = linkBrightPixels(joinBrightPixels(parts));
  const owner = shareOut(bright, electronsPerAdu);
  const peaks = peaksOf(bright, owner, threshold, HALF_SIZE);
  const sigmas = Float32Array.from(peaks, ({ sigma }) => sigma).sort();
  const wide = WIDER * (sigmas[sigmas.length >> 1] ?? 0);
  return peaks.flatMap((peak) => {
    if (peak.significance < WORTH_A_CLOSER_LOOK || peak.sigma < wide) return [peak];
    const near = closer(pixels, mesh, peak);
    const parts = peaksOf(near.bright, shareOut(near.bright, electronsPerAdu), threshold, near.scale).filter(
      ({ x, y }) => owner[brightPixelAt(bright, (y >> 1) * bright.width + (x >> 1))] === peak.summit,
    );
    return parts.length > 1 ? parts : [peak];
  });
}

/** What stands out in the rows `from` to `end` of the frame at half its size: a part of what findPeaks looks at. */
export function brightPixels(pixels: Pixels, mesh: BackgroundMesh, rows: readonly [number, number]): BrightPixels {
  const width = pixels.width >> 1;
  const collector = collectBrightPixels(width);
  const limits = mesh.level.map((level, i) => 4 * level + ISOPHOTE * SMOOTHED_NOISE * (mesh.rms[i] as number));
  eachBrightRow(pixels, rows, {
    mesh,
    limits,
    found(y, places, count, values) {
      for (let i = 0; i < count; i++) {
        const x = places[i] as number;
        const { level, rms } = backgroundAt(mesh, 2 * x + 0.5, 2 * y + 0.5);
        collector.add(y * width + x, (values[x] as number) - 4 * level, SMOOTHED_NOISE * rms);
      }
    },
  });
  return collector.done();
}

/** How places of a smoothed frame become pixels of the frame, and what the smoothing adds to a star's variance. */
interface Scale {
  readonly step: 1 | 2;
  readonly left: number;
  readonly above: number;
  readonly variance: number;
}

const HALF_SIZE: Scale = { step: 2, left: 0.5, above: 0.5, variance: SMOOTHED_VARIANCE };

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

function peaksOf(
  { width, count, place, height, noise }: BrightPixels,
  owner: Int32Array,
  threshold: number,
  { step, left, above, variance }: Scale,
): (Peak & { summit: number })[] {
  const sums = new Map<number, { flux: number; x: number; y: number; area: number }>();
  for (let i = 0; i < count; i++) {
    const summit = owner[i] as number;
    if ((height[summit] as number) < threshold * (noise[summit] as number)) continue;
    let sum = sums.get(summit);
    if (!sum) {
      sum = { flux: 0, x: 0, y: 0, area: 0 };
      sums.set(summit, sum);
    }
    const at = place[i] as number;
    const value = height[i] as number;
    sum.flux += value;
    sum.x += value * (at % width);
    sum.y += value * Math.floor(at / width);
    sum.area += step * step;
  }
  return Array.from(sums, ([summit, { flux, x, y, area }]) => {
    const significance = (height[summit] as number) / Math.max(noise[summit] as number, Number.MIN_VALUE);
    const smoothed = area / Math.PI / (2 * Math.log(Math.max(significance / ISOPHOTE, 1.5)));
    const sigma = Math.sqrt(Math.max(smoothed - variance, 0.5));
    return { summit, x: left + (step * x) / flux, y: above + (step * y) / flux, area, significance, sigma };
  });
}
