import type { Pixels } from '@uraniborg/core';
import { type BackgroundMesh, backgroundAt } from './backgroundMesh.ts';
import { meshRow } from './meshRow.ts';
import { eachSmoothedRow, SMOOTHED_NOISE } from './smoothedRows.ts';

/** Something brighter than the sky, roughly measured: where a star may be. */
export interface Peak {
  /** Pixels of the frame: the centre of its light. */
  readonly x: number;
  readonly y: number;
  /** Pixels of the frame that belong to it. */
  readonly area: number;
  /** Sum over these above the background, ADU, about. */
  readonly flux: number;
  /** Height of its smoothed light above the background, in sigmas of the smoothed noise. */
  readonly significance: number;
}

export interface PeakOptions {
  /** How many sigmas the smoothed light must stand above the background. */
  readonly threshold: number;
  /** Electrons of one ADU: how much noise the light of a star brings with it. */
  readonly electronsPerAdu: number;
}

/** What belongs to a peak stands at least so many sigmas above the background. */
export const ISOPHOTE = 2.5;
/** Two peaks are two stars when the lower one stands so many sigmas above the saddle between them ... */
const SADDLE = 4;
/** ... and at least this part of its own height: a bright ring of a defocused star is uneven where pixels cut it. */
const CONTRAST = 0.1;

/**
 * The peaks of a frame, their light shared out among them. Pixels above the isophote run uphill to the local maximum
 * they belong to; maxima are joined over the saddles between them, the highest saddle first, unless both stand out
 * enough (topological persistence; compare Edelsbrunner, Letscher & Zomorodian 2002). So a defocused star, a ring
 * with noise on it, is one peak with its middle in the hole, and a close pair is two.
 */
export function findPeaks(pixels: Pixels, mesh: BackgroundMesh, { threshold, electronsPerAdu }: PeakOptions): Peak[] {
  const light = brightPixels(pixels, mesh);
  const basin = runUphill(light);
  const owner = joinBasins(light, basin, electronsPerAdu);
  return peaksOf(light, owner, threshold);
}

/** The pixels of the half-size frame above the isophote: sparse, in order of their place. */
interface Light {
  readonly width: number;
  readonly count: number;
  readonly place: Int32Array;
  readonly height: Float32Array;
  /** Sigma of the smoothed noise there. */
  readonly noise: Float32Array;
  /** For every place of the half-size frame, which of these it is, plus one; 0 for none. */
  readonly slot: Int32Array;
}

function brightPixels(pixels: Pixels, mesh: BackgroundMesh): Light {
  const width = pixels.width >> 1;
  const slot = new Int32Array(width * (pixels.height >> 1));
  let place = new Int32Array(1 << 14);
  let height = new Float32Array(1 << 14);
  let noise = new Float32Array(1 << 14);
  let count = 0;
  const limits = mesh.level.map((level, i) => 4 * level + ISOPHOTE * SMOOTHED_NOISE * (mesh.rms[i] as number));
  const limit = new Float32Array(width);
  eachSmoothedRow(pixels, (y, values) => {
    meshRow(mesh, limits, 2 * y + 0.5, 2, limit);
    for (let x = 0; x < width; x++) {
      const value = values[x] as number;
      if (!(value > (limit[x] as number))) continue;
      if (count === place.length) {
        place = grown(place, new Int32Array(count * 2));
        height = grown(height, new Float32Array(count * 2));
        noise = grown(noise, new Float32Array(count * 2));
      }
      const { level, rms } = backgroundAt(mesh, 2 * x + 0.5, 2 * y + 0.5);
      place[count] = y * width + x;
      height[count] = value - 4 * level;
      noise[count] = SMOOTHED_NOISE * rms;
      slot[y * width + x] = ++count;
    }
  });
  return { width, count, place, height, noise, slot };
}

function grown<A extends Int32Array | Float32Array>(from: A, to: A): A {
  to.set(from);
  return to;
}

/** For every bright pixel the local maximum that the steepest way up leads to. */
function runUphill({ width, count, place, height, slot }: Light): Int32Array {
  const up = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const at = place[i] as number;
    const column = at % width;
    let best = i;
    let bestHeight = height[i] as number;
    for (let dy = -1; dy <= 1; dy++)
      for (let dx = -1; dx <= 1; dx++) {
        if (column + dx < 0 || column + dx >= width) continue;
        const j = (slot[at + dy * width + dx] ?? 0) - 1;
        if (j < 0 || j === i) continue;
        const other = height[j] as number;
        // Of equal heights the later one is higher, so that a plateau runs one way.
        if (other > bestHeight || (other === bestHeight && j > best)) {
          best = j;
          bestHeight = other;
        }
      }
    up[i] = best;
  }
  for (let i = 0; i < count; i++) {
    let top = i;
    while (up[top] !== top) top = up[top] as number;
    for (let at = i; up[at] !== top; ) {
      const next = up[at] as number;
      up[at] = top;
      at = next;
    }
  }
  return up;
}

/** For every bright pixel the maximum of the peak it belongs to. */
function joinBasins(light: Light, basin: Int32Array, electronsPerAdu: number): Int32Array {
  const { count, height, noise } = light;
  const saddles = saddlesBetween(light, basin);
  // `component` joins all that touches, `owner` only what is the same peak.
  const component = Int32Array.from({ length: count }, (_, i) => i);
  const owner = Int32Array.from(component);
  for (const [low, high, saddle] of saddles) {
    const [a, b] = [rootOf(component, low), rootOf(component, high)];
    if (a === b) continue;
    const aIsLower = (height[a] as number) < (height[b] as number);
    const [lower, higher] = aIsLower ? [a, b] : [b, a];
    component[lower] = higher;
    const top = height[lower] as number;
    const sigma = Math.hypot(noise[lower] as number, Math.sqrt((0.140625 * Math.max(top, 0)) / electronsPerAdu));
    const needed = Math.max(SADDLE * sigma, CONTRAST * top);
    if (top - saddle < needed) owner[lower] = aIsLower ? high : low;
  }
  return basin.map((top) => rootOf(owner, top));
}

function rootOf(parent: Int32Array, start: number): number {
  let at = start;
  while (parent[at] !== at) {
    const next = parent[at] as number;
    parent[at] = parent[next] as number;
    at = parent[at] as number;
  }
  return at;
}

/** Where two basins touch, highest first: the two maxima and the height of the pass. */
function saddlesBetween({ width, count, place, height, slot }: Light, basin: Int32Array): [number, number, number][] {
  const saddles: [number, number, number][] = [];
  for (let i = 0; i < count; i++) {
    const at = place[i] as number;
    const column = at % width;
    for (const [dx, dy] of FORWARD) {
      if (column + dx < 0 || column + dx >= width) continue;
      const j = (slot[at + dy * width + dx] ?? 0) - 1;
      if (j < 0 || basin[i] === basin[j]) continue;
      saddles.push([basin[i] as number, basin[j] as number, Math.min(height[i] as number, height[j] as number)]);
    }
  }
  return saddles.sort((a, b) => b[2] - a[2]);
}

const FORWARD = [
  [1, 0],
  [-1, 1],
  [0, 1],
  [1, 1],
] as const;

function peaksOf({ width, count, place, height, noise }: Light, owner: Int32Array, threshold: number): Peak[] {
  const sums = new Map<number, { flux: number; x: number; y: number; area: number }>();
  for (let i = 0; i < count; i++) {
    const top = owner[i] as number;
    if ((height[top] as number) < threshold * (noise[top] as number)) continue;
    let sum = sums.get(top);
    if (!sum) {
      sum = { flux: 0, x: 0, y: 0, area: 0 };
      sums.set(top, sum);
    }
    const at = place[i] as number;
    const value = height[i] as number;
    sum.flux += value;
    sum.x += value * (at % width);
    sum.y += value * Math.floor(at / width);
    sum.area += 1;
  }
  return Array.from(sums, ([top, { flux, x, y, area }]) => ({
    x: (2 * x) / flux + 0.5,
    y: (2 * y) / flux + 0.5,
    area: 4 * area,
    flux,
    significance: (height[top] as number) / Math.max(noise[top] as number, Number.MIN_VALUE),
  }));
}
