import { quantile } from '@uraniborg/core';
import type { GrayImage } from './grayImage.ts';
import { leastSquares } from './leastSquares.ts';

/** The outline of something round; pixels, integer centres. */
export interface Rim {
  readonly x: number;
  readonly y: number;
  /** Mean. */
  readonly radius: number;
  /** Standard error of the centre along each axis. */
  readonly error: number;
  /** How much longer its long half axis is than the radius, as a fraction of it, and where it points: degrees from x to y. */
  readonly elongation: number;
  readonly angle: number;
}

export interface RimSearch {
  /** Where it may lie, pixels from the centre. */
  readonly from: number;
  readonly to: number;
  /** Which side of it is bright. */
  readonly bright: 'inside' | 'outside';
}

export interface FoundRim extends Rim {
  /** Part of the directions whose edges agree with it. */
  readonly share: number;
  /** Of those edges about it, standard deviation, pixels. */
  readonly scatter: number;
  /** How much brighter one side is than the other, median over the directions. */
  readonly contrast: number;
}

const TURNS = 12;
/** Pixels along the arc from one ray to the next, about. */
const ARC = 1.5;
/**
 * What the edges tell is not all that is wrong with a centre: neighbouring rays share pixels, and where the light slopes
 * along the edge a soft edge is found off its place. Measured on synthetic rings of which all was known.
 */
const STATISTICAL = 1.5;
const SYSTEMATIC = 0.0012;
/** Beyond so many standard deviations an edge does not count (Tukey's biweight). */
const TUKEY = 4.685;

/**
 * The rim about a centre, from coarse to exact. Along rays from the centre the steepest edge is where the mean of what lies
 * before it differs most from the mean behind it, each direction by itself: so that the light may be unequal. A circle
 * whose centre is off by (dx, dy) then has its edges at R + dx cos t + dy sin t to first order, an ellipse adds the second
 * harmonic; both are fitted with weights that fall with the distance from the fit (Tukey's biweight), the centre is moved,
 * and all is done again until it stays. Undefined when too much of it lies outside the image.
 */
export function fitRim(
  image: GrayImage,
  centre: { readonly x: number; readonly y: number },
  search: RimSearch,
): FoundRim | undefined {
  let at = { x: centre.x, y: centre.y };
  let { from, to } = search;
  let found: FoundRim | undefined;
  for (let turn = 0; turn < TURNS; turn++) {
    const edges = edgesAround(image, at, { from, to, bright: search.bright });
    const fit = edges && fitEdges(edges);
    if (!fit) return undefined;
    const { dx, dy, radius } = fit;
    // A first guess that is far off may throw the centre over the rim.
    const step = Math.hypot(dx, dy);
    const most = Math.min(1, (0.5 * radius) / (step || 1));
    at = { x: at.x + dx * most, y: at.y + dy * most };
    found = { ...fit, x: at.x, y: at.y };
    if (!(radius > 0) || !(at.x > 0 && at.y > 0 && at.x < image.width - 1 && at.y < image.height - 1)) return undefined;
    if (step < 0.01) break;
    // Near now: what else is steep, farther away, is not looked at any more.
    from = Math.max(search.from / 2, 0.7 * radius - step);
    to = Math.min(1.3 * search.to, 1.3 * radius + step);
  }
  return found;
}

interface Edges {
  /** Radians. */
  readonly angles: Float64Array;
  readonly radii: Float64Array;
  readonly contrasts: Float64Array;
  /** Rays that were averaged for each: so many of them are as good as one. */
  readonly joined: number;
}

function edgesAround(
  image: GrayImage,
  centre: { readonly x: number; readonly y: number },
  { from, to, bright }: RimSearch,
): Edges | undefined {
  const middle = (from + to) / 2;
  const rays = Math.min(360, Math.max(48, Math.round((2 * Math.PI * middle) / ARC)));
  const step = Math.max(0.5, to / 200);
  /** Samples on each side of an edge that are compared. */
  const side = Math.max(2, Math.round((0.12 * middle + 1) / step));
  const first = Math.max(0, Math.round(from / step) - side);
  const count = Math.round(to / step) + side - first + 1;
  if (count < 2 * side + 3) return undefined;
  const samples = new Float32Array(rays * count);
  for (let ray = 0; ray < rays; ray++) {
    const angle = (2 * Math.PI * ray) / rays;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    for (let k = 0; k < count; k++) {
      const r = (first + k) * step;
      samples[ray * count + k] = valueAt(image, centre.x + r * c, centre.y + r * s);
    }
  }
  const half = Math.max(1, Math.round((0.06 * rays) / (2 * Math.PI)));
  const radii: number[] = [];
  const angles: number[] = [];
  const contrasts: number[] = [];
  const sums = new Float64Array(count + 1);
  for (let ray = 0; ray < rays; ray++) {
    for (let k = 0; k < count; k++) {
      let sum = 0;
      for (let by = -half; by <= half; by++) sum += samples[((ray + by + rays) % rays) * count + k] as number;
      sums[k + 1] = (sums[k] as number) + sum / (2 * half + 1);
    }
    const edge = steepest(sums, side, bright === 'inside' ? 1 : -1);
    if (!edge) continue;
    angles.push((2 * Math.PI * ray) / rays);
    radii.push((first + edge.at - 0.5) * step);
    contrasts.push(edge.contrast);
  }
  if (radii.length < rays / 2) return undefined;
  return {
    angles: Float64Array.from(angles),
    radii: Float64Array.from(radii),
    contrasts: Float64Array.from(contrasts),
    joined: 2 * half + 1,
  };
}

/** Between which samples (as a place among them) the mean of `side` of them before differs most from that of those behind. */
function steepest(sums: Float64Array, side: number, sign: 1 | -1): { at: number; contrast: number } | undefined {
  const difference = (k: number) =>
    (sign * (2 * (sums[k] as number) - (sums[k - side] as number) - (sums[k + side] as number))) / side;
  let best = -1;
  let most = 0;
  for (let k = side; k + side < sums.length; k++) {
    const now = difference(k);
    if (now > most) [best, most] = [k, now];
  }
  // At either end the largest is not a maximum: the edge lies outside.
  if (best <= side || best + side + 1 >= sums.length) return undefined;
  const [before, after] = [difference(best - 1), difference(best + 1)];
  const bend = before - 2 * most + after;
  const shift = bend < 0 ? (0.5 * (before - after)) / bend : 0;
  return { at: best + Math.min(0.5, Math.max(-0.5, shift)), contrast: most };
}

function valueAt({ data, width, height }: GrayImage, x: number, y: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  if (!(left >= 0 && top >= 0 && left + 1 < width && top + 1 < height)) return Number.NaN;
  const [fx, fy] = [x - left, y - top];
  const i = top * width + left;
  const upper = (data[i] as number) * (1 - fx) + (data[i + 1] as number) * fx;
  const lower = (data[i + width] as number) * (1 - fx) + (data[i + width + 1] as number) * fx;
  return upper * (1 - fy) + lower * fy;
}

function fitEdges({ angles, radii, contrasts, joined }: Edges) {
  const rows = Array.from(angles, (t) => [1, Math.cos(t), Math.sin(t), Math.cos(2 * t), Math.sin(2 * t)]);
  let weights = new Float64Array(radii.length).fill(1);
  let values: readonly number[] = [quantile(radii, 0.5), 0, 0, 0, 0];
  let scatter = 0;
  let covariance: readonly (readonly number[])[] | undefined;
  for (let round = 0; round < 8; round++) {
    const residuals = rows.map(
      (row, i) => (radii[i] as number) - row.reduce((sum, c, k) => sum + c * (values[k] ?? 0), 0),
    );
    scatter = Math.max(1.4826 * quantile(residuals.map(Math.abs), 0.5), 0.01);
    weights = Float64Array.from(residuals, (residual) => {
      const u = residual / (TUKEY * scatter);
      return Math.abs(u) < 1 ? (1 - u * u) ** 2 : 0;
    });
    const fit = leastSquares(rows, radii, weights);
    if (!fit) return undefined;
    ({ values, covariance } = fit);
  }
  const [radius = 0, dx = 0, dy = 0, a2 = 0, b2 = 0] = values;
  const spread = ((covariance?.[1]?.[1] ?? 0) + (covariance?.[2]?.[2] ?? 0)) / 2;
  return {
    radius,
    dx,
    dy,
    error: Math.hypot(STATISTICAL * scatter * Math.sqrt(joined * spread), SYSTEMATIC * radius),
    elongation: Math.hypot(a2, b2) / radius,
    angle: ((Math.atan2(b2, a2) * 90) / Math.PI + 180) % 180,
    share: weights.filter((weight) => weight > 0).length / weights.length,
    scatter,
    contrast: quantile(contrasts, 0.5),
  };
}
