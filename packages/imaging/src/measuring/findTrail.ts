import type { PixelArray, Pixels } from '@uraniborg/core';
import type { BackgroundMesh } from '../stars/backgroundMesh.ts';
import { betweenRows, meshRow } from '../stars/meshRow.ts';
import { selectRank } from '../statistics/selectRank.ts';
import { brightLines } from './brightLines.ts';
import { clippedLight } from './clippedLight.ts';
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
  const found = candidates({ image, width, height });
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
  const light = clippedLight(w * bin);
  const { levels, most, sums } = light;
  const mean = pixels.planes === 3 ? new Float32Array(width) : undefined;
  // Level and noise of the cells above and below, at every column.
  const rows = Array.from({ length: 4 }, () => new Float32Array(w)) as Rows;
  const [level, levelBelow, noise, noiseBelow] = rows;
  const noises = new Float32Array(w);
  let known = -1;
  for (let row = 0; row < h; row++) {
    const { upper, lower, part } = betweenRows(mesh, (row + 0.5) * bin - 0.5);
    if (upper !== known) {
      meshRow(mesh, mesh.level, upper, bin, level);
      meshRow(mesh, mesh.level, lower, bin, levelBelow);
      meshRow(mesh, mesh.rms, upper, bin, noise);
      meshRow(mesh, mesh.rms, lower, bin, noiseBelow);
      known = upper;
    }
    for (let column = 0, at = 0; column < w; column++) {
      const here = (level[column] as number) + part * ((levelBelow[column] as number) - (level[column] as number));
      const rms = (noise[column] as number) + part * ((noiseBelow[column] as number) - (noise[column] as number));
      noises[column] = rms;
      for (const end = at + bin; at < end; at++) {
        levels[at] = here;
        most[at] = 4 * rms;
      }
    }
    sums.fill(0);
    for (let y = row * bin; y < (row + 1) * bin; y++) light.add(rowOf(pixels, y, mean).subarray(0, w * bin));
    for (let column = 0, at = 0; column < w; column++) {
      let sum = 0;
      for (const end = at + bin; at < end; at++) sum += sums[at] as number;
      const rms = noises[column] as number;
      image[row * w + column] = rms > 0 ? sum / (bin * rms) : 0;
    }
  }
  return { image: flattened(image), width: w, height: h };
}

type Rows = [Float32Array, Float32Array, Float32Array, Float32Array];

/** One row of the frame, where it lies or, of colours, as their mean in `mean`. */
function rowOf({ width, height, data }: Pixels, y: number, mean: Float32Array | undefined): PixelArray {
  const row = (plane: number) => data.subarray((plane * height + y) * width, (plane * height + y + 1) * width);
  const first = row(0);
  if (!mean) return first;
  const [second, third] = [row(1), row(2)];
  for (let x = 0; x < width; x++) mean[x] = ((first[x] as number) + (second[x] as number) + (third[x] as number)) / 3;
  return mean;
}

/** Median 0, and clipped at a few of its own sigmas: neighbouring pixels need not be independent. */
function flattened(image: Float32Array): Float32Array {
  const sample = image.slice();
  const at = (fraction: number) => selectRank(sample, sample.length, Math.floor(fraction * (sample.length - 1))) ?? 0;
  const centre = at(0.5);
  const sigma = (at(0.8413) - at(0.1587)) / 2;
  if (!(sigma > 0)) return image.fill(0);
  for (let i = 0; i < image.length; i++) {
    const value = ((image[i] as number) - centre) / sigma;
    image[i] = Math.min(CLIP, Math.max(-CLIP, value));
  }
  return image;
}

/** The image turned so that lines rise by 0 to 45 degrees; and the way back. */
const TURNS = [
  { place: (x: number, y: number) => [x, y] as const },
  { place: (x: number, y: number, _: number, height: number) => [x, height - 1 - y] as const },
  { place: (x: number, y: number) => [y, x] as const },
  { place: (x: number, y: number, width: number) => [width - 1 - y, x] as const },
];

function candidates({ image, width, height }: Small): Candidate[] {
  const best: Candidate[] = [];
  // Of shorter lines the background is not well enough known.
  const fewest = Math.max(width, height) / 6;
  for (const [turn, { place }] of TURNS.entries()) {
    const at = (x: number, y: number) => {
      const [u, v] = place(x, y, width, height);
      return v * width + u;
    };
    const [first, swapped] = [at(0, 0), turn >= 2];
    const turned = { image, first, right: at(1, 0) - first, down: at(0, 1) - first };
    const sides = swapped ? { width: height, height: width } : { width, height };
    brightLines({ ...turned, ...sides }, fewest, ({ from, width: strip, slope, row, score }) => {
      if (score < Math.max(SCORE, best.length < CANDIDATES ? 0 : (best.at(-1)?.score ?? 0))) return;
      const [a, b] = [place(from, row, width, height), place(from + strip - 1, row + slope, width, height)];
      insert(best, { score, ends: [...a, ...b] });
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
