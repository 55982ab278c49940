import type { PixelArray, Pixels } from '@uraniborg/core';
import { type BackgroundMesh, backgroundAt } from '../stars/backgroundMesh.ts';
import { type LinesOfSlope, lineSums } from './lineSums.ts';
import { type Trail, verifyTrail } from './verifyTrail.ts';

/** The longer side of what lines are looked for in. */
const SIZE = 512;
/** Of a line, in sigmas of all lines of its slope: the best of ten million of pure noise has 5.5. */
const SCORE = 6.5;
/** Lines that are looked at closely. */
const CANDIDATES = 12;
/** A pixel counts for no more than so many sigmas: a star is not a line. */
const CLIP = 3;

interface Candidate {
  readonly score: number;
  /** In bins. */
  readonly ends: readonly [x1: number, y1: number, x2: number, y2: number];
}

/**
 * The brightest straight trail in a frame (a satellite, an aircraft, a meteor), over a quarter of the frame at least;
 * undefined when there is none. Lines are looked for in a small copy of the frame whose pixels count for no more than
 * a few sigmas, by their sums in all directions; what stands out is verified in the pixels themselves: it must be bright
 * along all of its length, narrow, and no spike of a bright star.
 */
export function findTrail(pixels: Pixels, background: BackgroundMesh): Trail | undefined {
  const bin = Math.max(1, Math.ceil(Math.max(pixels.width, pixels.height) / SIZE));
  const { image, width, height } = residual(pixels, background, bin);
  if (Math.min(width, height) < 32) return undefined;
  const size = 2 ** Math.ceil(Math.log2(Math.max(width, height)));
  const found = candidates({ image, width, height }, size);
  for (const { ends } of found) {
    const [x1, y1, x2, y2] = ends.map((v) => (v + 0.5) * bin - 0.5) as [number, number, number, number];
    const trail = verifyTrail(pixels, background, { x1, y1, x2, y2 }, bin);
    if (trail) return trail;
  }
  return undefined;
}

interface Small {
  readonly image: Float32Array;
  readonly width: number;
  readonly height: number;
}

/** Means of bin by bin pixels above the background, in sigmas of such means, clipped. */
function residual(pixels: Pixels, mesh: BackgroundMesh, bin: number): Small {
  const { width, height } = pixels;
  const [w, h] = [Math.floor(width / bin), Math.floor(height / bin)];
  const image = new Float32Array(w * h);
  const levels = new Float32Array(w);
  const noises = new Float32Array(w);
  const sums = new Float64Array(w);
  const mean = pixels.planes === 3 ? new Float32Array(width) : undefined;
  for (let row = 0; row < h; row++) {
    for (let column = 0; column < w; column++) {
      const { level, rms } = backgroundAt(mesh, (column + 0.5) * bin, (row + 0.5) * bin);
      levels[column] = level;
      noises[column] = rms;
    }
    sums.fill(0);
    for (let y = row * bin; y < (row + 1) * bin; y++) addRow(rowOf(pixels, y, mean), bin, levels, noises, sums);
    for (let column = 0; column < w; column++) {
      const rms = noises[column] as number;
      image[row * w + column] = rms > 0 ? (sums[column] as number) / (bin * rms) : 0;
    }
  }
  return { image: flattened(image), width: w, height: h };
}

/** One row of the frame, where it lies or, of colours, as their mean in `mean`. */
function rowOf({ width, height, data }: Pixels, y: number, mean: Float32Array | undefined): PixelArray {
  const row = (plane: number) => data.subarray((plane * height + y) * width, (plane * height + y + 1) * width);
  const first = row(0);
  if (!mean) return first;
  const [second, third] = [row(1), row(2)];
  for (let x = 0; x < width; x++) mean[x] = ((first[x] as number) + (second[x] as number) + (third[x] as number)) / 3;
  return mean;
}

function addRow(row: PixelArray, bin: number, levels: Float32Array, noises: Float32Array, sums: Float64Array): void {
  for (let column = 0, at = 0; column < sums.length; column++) {
    const level = levels[column] as number;
    const most = 4 * (noises[column] as number);
    let sum = 0;
    for (const end = at + bin; at < end; at++) {
      const light = (row[at] as number) - level;
      // What is no number is neither.
      if (light < most) sum += light;
      else if (light >= most) sum += most;
    }
    sums[column] = (sums[column] as number) + sum;
  }
}

/** Median 0, and clipped at a few of its own sigmas: neighbouring pixels need not be independent. */
function flattened(image: Float32Array): Float32Array {
  const sorted = image.slice().sort();
  const at = (fraction: number) => sorted[Math.floor(fraction * (sorted.length - 1))] ?? 0;
  const centre = at(0.5);
  const sigma = (at(0.8413) - at(0.1587)) / 2;
  if (!(sigma > 0)) return image.fill(0);
  return image.map((value) => Math.min(CLIP, Math.max(-CLIP, (value - centre) / sigma)));
}

/** The image in the corner of a square, turned so that lines rise by 0 to 45 degrees; and the way back. */
const TURNS = [
  { place: (x: number, y: number) => [x, y] as const },
  { place: (x: number, y: number, _: number, height: number) => [x, height - 1 - y] as const },
  { place: (x: number, y: number) => [y, x] as const },
  { place: (x: number, y: number, width: number) => [width - 1 - y, x] as const },
];

function candidates({ image, width, height }: Small, size: number): Candidate[] {
  const best: Candidate[] = [];
  // Of shorter lines the background is not well enough known.
  const fewest = Math.max(width, height) / 6;
  for (const [turn, { place }] of TURNS.entries()) {
    const swapped = turn >= 2;
    const [w, h] = swapped ? [height, width] : [width, height];
    const light = new Float32Array(size * size);
    for (let y = 0; y < h; y++)
      for (let x = 0; x < w; x++) {
        const [u, v] = place(x, y, width, height);
        light[y * size + x] = image[v * width + u] as number;
      }
    lineSums(light, size, (lines) => {
      const found = brightest(lines, { width: w, height: h }, size, fewest);
      if (!found || found.score < Math.max(SCORE, best.length < CANDIDATES ? 0 : (best.at(-1)?.score ?? 0))) return;
      const { from, width: strip, slope } = lines;
      const [a, b] = [place(from, found.row, width, height), place(from + strip - 1, found.row + slope, width, height)];
      insert(best, { score: found.score, ends: [...a, ...b] });
    });
  }
  return best;
}

/** Sorted by score, without what is nearly the same line as a better one. */
function insert(best: Candidate[], candidate: Candidate): void {
  const near = (a: Candidate, b: Candidate) => {
    const same = Math.max(...a.ends.map((v, i) => Math.abs(v - (b.ends[i] as number))));
    return same < 12;
  };
  const rival = best.findIndex((each) => near(each, candidate));
  if (rival >= 0) {
    if ((best[rival]?.score ?? 0) >= candidate.score) return;
    best.splice(rival, 1);
  }
  best.push(candidate);
  best.sort((a, b) => b.score - a.score);
  best.splice(CANDIDATES);
}

/**
 * The line of a slope that stands out most from all the others of that slope: whatever is common to a direction, the
 * columns of a sensor or a gradient, is in their scatter and does not stand out.
 */
function brightest(lines: LinesOfSlope, image: { width: number; height: number }, size: number, fewest: number) {
  const { sums, slope } = lines;
  let [n, sum, squares, most, row] = [0, 0, 0, 0, 0];
  for (let at = -slope; at < image.height; at++) {
    const count = pixelsOf(lines, at, image);
    if (count < fewest) continue;
    const value = (sums[at + size] as number) / Math.sqrt(count);
    n++;
    sum += value;
    squares += value * value;
    if (value > most) {
      most = value;
      row = at;
    }
  }
  if (n < 16) return undefined;
  const mean = sum / n;
  // The noise of one slope cannot be smaller than that of independent pixels.
  const sigma = Math.max(Math.sqrt(Math.max(0, squares / n - mean * mean)), 0.9);
  return { score: (most - mean) / sigma, row };
}

/** How many columns of its strip a line is inside the image. */
function pixelsOf({ from, width, slope }: LinesOfSlope, row: number, image: { width: number; height: number }): number {
  const columns = Math.min(width, image.width - from);
  if (slope === 0) return columns;
  const perRow = (width - 1) / slope;
  const begin = row < 0 ? -row * perRow : 0;
  const end = (image.height - row) * perRow;
  return Math.min(end, columns) - begin;
}
