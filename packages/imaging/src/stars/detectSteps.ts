import type { Pixels } from '@uraniborg/core';
import {
  type BackgroundMesh,
  type BackgroundOptions,
  backgroundCells,
  joinCells,
  type MeshCells,
  meshOf,
} from './backgroundMesh.ts';
import { findPeaks } from './findPeaks.ts';
import { measureStars } from './measureStars.ts';
import { packPeaks, unpackPeaks } from './peak.ts';
import { type PartPeaks, partPeaks } from './roughPeaks.ts';
import { packStars, type Star, unpackStars } from './star.ts';

export interface DetectOptions extends Pick<BackgroundOptions, 'cell'> {
  /** Sigmas above the background. Default 5. */
  readonly threshold?: number;
  /** Default 1. */
  readonly electronsPerAdu?: number;
  /** Pixels at or above it are saturated, ADU. Default: 99 % of the end of the range of 8 and 16 bits, else never. */
  readonly saturation?: number;
  /** Measures only so many, the most significant ones. Default: all. */
  readonly limit?: number;
}

export interface Detected {
  /** Brightest first. */
  readonly stars: readonly Star[];
  readonly background: BackgroundMesh;
}

/** Which of how many parts of about the same size. */
export type Part = readonly [index: number, of: number];

const shareOf = (length: number, [index, of]: Part): [number, number] => [
  Math.floor((length * index) / of),
  Math.floor((length * (index + 1)) / of),
];

const settled = ({
  threshold = 5,
  electronsPerAdu = 1,
  limit = Number.POSITIVE_INFINITY,
  saturation,
}: DetectOptions) => ({
  threshold,
  electronsPerAdu,
  limit,
  saturation,
});

/**
 * How stars are detected, step by step: each step but the third in as many parts as there are threads. What goes from
 * one step to the next are a few flat arrays.
 */
export const detectSteps = {
  backgroundCells: (pixels: Pixels, { cell }: DetectOptions, part: Part): MeshCells => {
    const grid = meshOf(pixels, cell);
    return backgroundCells(pixels, grid, 'all', shareOf(grid.rows, part));
  },
  partPeaks: (pixels: Pixels, options: DetectOptions, cells: readonly MeshCells[], part: Part) => {
    const background = joinCells(meshOf(pixels, options.cell), cells);
    const rows = shareOf(pixels.height >> 1, part);
    return { background, peaks: partPeaks(pixels, background, rows, settled(options)) };
  },
  findPeaks: (
    pixels: Pixels,
    options: DetectOptions,
    background: BackgroundMesh,
    parts: readonly PartPeaks[],
  ): Float64Array => {
    const { limit, ...finding } = settled(options);
    const peaks = findPeaks(pixels, background, parts, finding);
    if (peaks.length > limit) peaks.sort((a, b) => b.significance - a.significance).splice(limit);
    return packPeaks(peaks);
  },
  measureStars: (
    pixels: Pixels,
    options: DetectOptions,
    background: BackgroundMesh,
    packed: Float64Array,
    part: Part,
  ): Float64Array => {
    const peaks = unpackPeaks(packed);
    return packStars(measureStars(pixels, background, peaks, shareOf(peaks.length, part), settled(options)));
  },
} as const;

export type DetectSteps = typeof detectSteps;

/** What the last step's parts are together. */
export const detected = (background: BackgroundMesh, parts: readonly Float64Array[]): Detected => ({
  stars: parts.flatMap(unpackStars).sort((a, b) => b.flux - a.flux),
  background,
});
