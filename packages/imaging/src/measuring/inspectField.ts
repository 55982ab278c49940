import { median, robustSigma } from '@uraniborg/core';
import type { Star } from '../stars/star.ts';
import { type FieldRegion, octagon, triangle } from './fieldRegions.ts';
import { type FieldSurface, fieldSurface } from './fieldSurface.ts';

export interface InspectOptions {
  /** Nine regions, or the centre and three sectors. Default 'octagon'. */
  readonly method?: 'octagon' | 'triangle' | undefined;
  /** Of the middle of the first sector, degrees from the x axis towards y: where a screw of the corrector is. Default 0. */
  readonly angle?: number | undefined;
}

export interface RegionSize {
  readonly name: string;
  /** Its middle. */
  readonly x: number;
  readonly y: number;
  readonly stars: number;
  /** Median, and its standard error; undefined with fewer than three stars. */
  readonly hfd: number | undefined;
  readonly error: number | undefined;
  readonly eccentricity: number | undefined;
}

export interface Difference {
  /** Pixels of HFD. */
  readonly hfd: number;
  /** Of the median of all stars. */
  readonly percent: number;
  /** Standard error of the percentage. */
  readonly error: number;
  /** False when noise alone gives as much more often than once in a thousand frames. */
  readonly certain: boolean;
}

export interface FieldInspection {
  readonly stars: number;
  readonly hfd: number | undefined;
  /** The centre first. */
  readonly regions: readonly RegionSize[];
  /** Worst minus best of the corners, or of the sectors. */
  readonly tilt: (Difference & { readonly best: string; readonly worst: string }) | undefined;
  readonly surface: FieldSurface | undefined;
  /** The ring beyond three quarters of the half diagonal, minus the centre. */
  readonly offAxis: Difference | undefined;
  readonly grid: {
    readonly columns: number;
    readonly rows: number;
    readonly hfd: (number | undefined)[];
    readonly stars: number[];
  };
}

/** Below it the size of a star is mostly noise. */
const CLEAR_SNR = 10;
const FEWEST = 3;
/** Of the range of three and four normal values, in their sigma: exceeded once in a thousand. */
const RANGE_OF: Readonly<Record<number, number>> = { 3: 5.06, 4: 5.31 };

/**
 * How the size of the stars changes over a frame, as CCDciel and ASTAP show it: medians of regions, the tilt from the
 * best to the worst of them, the off-axis aberration from the centre to the rim; each with its error, so that nobody
 * turns a screw because of noise. Saturated stars and faint ones (SNR below 10) are left out.
 */
export function inspectField(
  all: readonly Star[],
  frame: { readonly width: number; readonly height: number },
  { method = 'octagon', angle = 0 }: InspectOptions = {},
): FieldInspection {
  const stars = all.filter(({ saturated, snr }) => !saturated && snr >= CLEAR_SNR);
  const hfd = stars.length > 0 ? median(stars.map((star) => star.hfd)) : undefined;
  const areas = method === 'octagon' ? octagon(frame) : triangle(frame, angle);
  const regions = areas.map((area) => ({ area, size: sizeOf(area, stars) }));
  const outer = regions.filter(({ area }) => area.judged).map(({ size }) => size);
  return {
    stars: stars.length,
    hfd,
    regions: regions.map(({ size }) => size),
    tilt: hfd === undefined ? undefined : tiltOf(outer, hfd),
    surface: fieldSurface(stars, frame),
    offAxis: hfd === undefined ? undefined : offAxisOf(stars, frame, hfd),
    grid: gridOf(stars, frame),
  };
}

function sizeOf({ name, x, y, has }: FieldRegion, stars: readonly Star[]): RegionSize {
  const inside = stars.filter(has);
  return {
    name,
    x,
    y,
    stars: inside.length,
    ...middle(inside.map((star) => star.hfd)),
    eccentricity: inside.length < FEWEST ? undefined : median(inside.map((star) => star.eccentricity)),
  };
}

/** Median and its standard error: that of a mean of normal values, times sqrt(pi / 2). */
function middle(values: readonly number[]): { hfd: number | undefined; error: number | undefined } {
  if (values.length < FEWEST) return { hfd: undefined, error: undefined };
  const hfd = median(values);
  // Three values that happen to agree are no proof of no scatter.
  const sigma = Math.max(robustSigma(values, hfd), 0.01 * hfd);
  return { hfd, error: 1.2533 * (sigma / Math.sqrt(values.length)) };
}

function tiltOf(outer: readonly RegionSize[], all: number): FieldInspection['tilt'] {
  const known = outer.flatMap(({ name, hfd, error }) =>
    hfd === undefined || error === undefined ? [] : [{ name, hfd, error }],
  );
  if (known.length < outer.length) return undefined;
  known.sort((a, b) => a.hfd - b.hfd);
  const [best, worst] = [known[0], known.at(-1)];
  if (!best || !worst) return undefined;
  const sigma = Math.sqrt(known.reduce((sum, { error }) => sum + error * error, 0) / known.length);
  const hfd = worst.hfd - best.hfd;
  return {
    hfd,
    percent: (100 * hfd) / all,
    error: (100 * Math.hypot(best.error, worst.error)) / all,
    certain: hfd > (RANGE_OF[known.length] ?? Number.POSITIVE_INFINITY) * sigma,
    best: best.name,
    worst: worst.name,
  };
}

function offAxisOf(
  stars: readonly Star[],
  { width, height }: { readonly width: number; readonly height: number },
  all: number,
): Difference | undefined {
  const reach = Math.hypot(width, height) / 2;
  const radius = (star: Star) => Math.hypot(star.x - (width - 1) / 2, star.y - (height - 1) / 2) / reach;
  const inner = middle(stars.filter((star) => radius(star) < 0.3).map((star) => star.hfd));
  const outer = middle(stars.filter((star) => radius(star) > 0.75).map((star) => star.hfd));
  if (inner.hfd === undefined || outer.hfd === undefined) return undefined;
  const error = Math.hypot(inner.error ?? 0, outer.error ?? 0);
  const hfd = outer.hfd - inner.hfd;
  // 3.29 sigmas on either side are one in a thousand.
  return { hfd, percent: (100 * hfd) / all, error: (100 * error) / all, certain: Math.abs(hfd) > 3.29 * error };
}

/** About eight stars in a cell, and not more than sixteen cells along a side. */
function gridOf(stars: readonly Star[], { width, height }: { readonly width: number; readonly height: number }) {
  const side = Math.sqrt((8 * width * height) / Math.max(8, stars.length));
  const count = (length: number) => Math.min(16, Math.max(1, Math.round(length / side)));
  const [columns, rows] = [count(width), count(height)];
  const cells: number[][] = Array.from({ length: columns * rows }, () => []);
  for (const { x, y, hfd } of stars) {
    const column = Math.min(columns - 1, Math.max(0, Math.floor(((x + 0.5) / width) * columns)));
    const row = Math.min(rows - 1, Math.max(0, Math.floor(((y + 0.5) / height) * rows)));
    cells[row * columns + column]?.push(hfd);
  }
  return {
    columns,
    rows,
    hfd: cells.map((cell) => (cell.length < FEWEST ? undefined : median(cell))),
    stars: cells.map((cell) => cell.length),
  };
}
