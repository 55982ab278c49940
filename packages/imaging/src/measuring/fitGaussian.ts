import type { StarWindow } from '../stars/starWindow.ts';
import {
  type GaussianModel,
  gaussianMoments,
  type MomentBox,
  type MomentNoise,
  momentRoom,
} from './gaussianMoments.ts';

/** An elliptical Gaussian: where it is in its window (pixels from the middle), its height and its shape. */
export interface GaussianFit {
  readonly dx: number;
  readonly dy: number;
  /** ADU above the background. */
  readonly height: number;
  /** Standard deviations along the long and the short axis, pixels, as sampled: the pixel's own width is in them. */
  readonly major: number;
  readonly minor: number;
}

export interface GaussianStart {
  readonly dx: number;
  readonly dy: number;
  readonly sigma: number;
}

export interface FitOptions {
  readonly electronsPerAdu: number;
  /** What is not below it is saturated and does not count. */
  readonly ceiling: number;
  /** 'as it starts': only height and place are fitted. Default 'free'. */
  readonly shape?: 'free' | 'as it starts';
}

const ROUNDS = 10;

/**
 * The elliptical Gaussian that fits best, by Gauss-Newton with damping (Marquardt 1963), every pixel weighted by its
 * noise, photon noise of the fitted light included: what makes the centre as good as the light allows, for faint
 * stars (background noise) and bright ones (their own). Saturated pixels do not count. Undefined when it does not
 * settle on a star: the light may have another shape.
 */
export function fitGaussian(
  window: StarWindow,
  start: GaussianStart,
  { electronsPerAdu, ceiling, shape = 'free' }: FitOptions,
): GaussianFit | undefined {
  const free = shape === 'free' ? 6 : 3;
  const height = heightOf(window, start);
  if (!(height > 0)) return undefined;
  const { radius } = window;
  // What lies farther out than 2.5 sigmas says nothing more about the centre.
  const reach = Math.min(radius, Math.max(2, Math.ceil(2.5 * start.sigma)));
  const box = boxOf(window, span(start.dx, reach, radius), span(start.dy, reach, radius));
  const inverse = 1 / (start.sigma * start.sigma);
  let best: GaussianModel = [height, start.dx, start.dy, inverse, 0, inverse];
  const noise = { variance: Math.max(window.rms * window.rms, 1e-12), electronsPerAdu, ceiling };
  let [sums, trial] = scratch;
  normalEquations(box, best, noise, sums);
  let lambda = 1e-3;
  for (let round = 0; round < ROUNDS; round++) {
    const step = solveDamped(sums, lambda, free);
    if (!step) return undefined;
    const at = (i: 0 | 1 | 2 | 3 | 4 | 5) => best[i] + (step[i] as number);
    const model: GaussianModel = [at(0), at(1), at(2), at(3), at(4), at(5)];
    if (isStar(model, radius)) {
      const moved = Math.abs(step[1] as number) + Math.abs(step[2] as number);
      if (moved < SETTLED && Math.abs(step[3] as number) < 0.05 * model[3]) return shapeOf(model);
      normalEquations(box, model, noise, trial);
      // The weights follow the model, so the sum may rise a little on the way down.
      if ((trial[27] as number) <= 1.5 * (sums[27] as number)) {
        best = model;
        [sums, trial] = [trial, sums];
        lambda *= 0.1;
        continue;
      }
    }
    lambda *= 100;
  }
  return lambda < 1 ? shapeOf(best) : undefined;
}

function isStar([height, dx, dy, a, b, c]: GaussianModel, radius: number): boolean {
  return height > 0 && a > 0 && c > 0 && a * c > b * b && Math.abs(dx) <= radius && Math.abs(dy) <= radius;
}

/** Pixels: the next step would be the square of it. */
const SETTLED = 5e-3;
/** Of one fit at a time. */
const scratch: [Float64Array, Float64Array] = [new Float64Array(28), new Float64Array(28)];
const triangle = new Float64Array(21);
const solution = new Float64Array(6);

type Box = Omit<MomentBox, 'values'>;
type Span = readonly [from: number, to: number];

/** Into `sums`: the lower triangle of the normal matrix row by row (21), the gradient (6), and chi squared. */
function normalEquations(box: Box, model: GaussianModel, noise: MomentNoise, sums: Float64Array): void {
  const [height, , , a, b, c] = model;
  const moments = gaussianMoments(box, model, noise);
  combine(moments, height, a, b, c, sums);
  sums[27] = moments[21] as number;
}

/** Where the moments of the residuals begin. */
const R = 15;

/** The pixels around the start, laid out for the sums. */
function boxOf({ values, radius }: StarWindow, [fromX, toX]: Span, [fromY, toY]: Span): Box {
  const side = 2 * radius + 1;
  const [width, rows] = [toX - fromX + 1, toY - fromY + 1];
  const { values: room, columns } = momentRoom(width, rows);
  for (let row = 0, to = 0; row < rows; row++) {
    const from = (fromY + row + radius) * side + fromX + radius;
    for (let column = 0; column < columns; column++)
      room[to++] = column < width ? (values[from + column] as number) : Number.NaN;
  }
  return { rows, columns, x: fromX, y: fromY };
}

/**
 * The derivatives over the light: 1 / height, a u + b v, b u + c v, -u² / 2, -u v, -v² / 2; here their products, summed.
 */
function combine(m: Float64Array, height: number, a: number, b: number, c: number, sums: Float64Array): void {
  const at = (i: number) => m[i] as number;
  const [uu, uv, vv] = [at(3), at(4), at(5)];
  const [uuu, uuv, uvv, vvv] = [at(6), at(7), at(8), at(9)];
  sums[0] = at(0) / (height * height);
  sums[1] = (a * at(1) + b * at(2)) / height;
  sums[2] = a * a * uu + 2 * a * b * uv + b * b * vv;
  sums[3] = (b * at(1) + c * at(2)) / height;
  sums[4] = a * b * uu + (a * c + b * b) * uv + b * c * vv;
  sums[5] = b * b * uu + 2 * b * c * uv + c * c * vv;
  sums[6] = -uu / (2 * height);
  sums[7] = -(a * uuu + b * uuv) / 2;
  sums[8] = -(b * uuu + c * uuv) / 2;
  sums[9] = at(10) / 4;
  sums[10] = -uv / height;
  sums[11] = -(a * uuv + b * uvv);
  sums[12] = -(b * uuv + c * uvv);
  sums[13] = at(11) / 2;
  sums[14] = at(12);
  sums[15] = -vv / (2 * height);
  sums[16] = -(a * uvv + b * vvv) / 2;
  sums[17] = -(b * uvv + c * vvv) / 2;
  sums[18] = at(12) / 4;
  sums[19] = at(13) / 2;
  sums[20] = at(14) / 4;
  sums[21] = at(R) / height;
  sums[22] = a * at(R + 1) + b * at(R + 2);
  sums[23] = b * at(R + 1) + c * at(R + 2);
  sums[24] = -at(R + 3) / 2;
  sums[25] = -at(R + 4);
  sums[26] = -at(R + 5) / 2;
}

/** The ellipse's axes are the inverse square roots of the matrix's eigenvalues. */
function shapeOf([height, dx, dy, a, b, c]: GaussianModel): GaussianFit | undefined {
  const half = (a + c) / 2;
  const rest = Math.sqrt(((a - c) / 2) ** 2 + b * b);
  if (!(half > rest)) return undefined;
  return { dx, dy, height, major: 1 / Math.sqrt(half - rest), minor: 1 / Math.sqrt(half + rest) };
}

function span(centre: number, reach: number, radius: number): Span {
  const middle = Math.round(centre);
  return [Math.max(-radius, middle - reach), Math.min(radius, middle + reach)];
}

function heightOf({ values, radius }: StarWindow, { dx, dy }: GaussianStart): number {
  const side = 2 * radius + 1;
  let best = 0;
  for (let y = -1; y <= 1; y++)
    for (let x = -1; x <= 1; x++) {
      const value = values[(Math.round(dy) + y + radius) * side + Math.round(dx) + x + radius] ?? 0;
      if (value > best) best = value;
    }
  return best;
}

/** Solves (N + lambda * diag N) s = g for the first `n` unknowns, the others being 0, by Cholesky's decomposition; undefined when N is not positive definite. */
function solveDamped(sums: Float64Array, lambda: number, n: 3 | 6): Float64Array | undefined {
  const at = (i: number, j: number) => (i * (i + 1)) / 2 + j;
  const l = triangle;
  const s = solution.fill(0);
  for (let i = 0; i < n; i++) s[i] = sums[21 + i] as number;
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = (sums[at(i, j)] as number) * (i === j ? 1 + lambda : 1);
      for (let k = 0; k < j; k++) sum -= (l[at(i, k)] as number) * (l[at(j, k)] as number);
      if (i !== j) l[at(i, j)] = sum / (l[at(j, j)] as number);
      else {
        if (!(sum > 0)) return undefined;
        l[at(i, i)] = Math.sqrt(sum);
      }
    }
  for (let i = 0; i < n; i++) {
    let sum = s[i] as number;
    for (let k = 0; k < i; k++) sum -= (l[at(i, k)] as number) * (s[k] as number);
    s[i] = sum / (l[at(i, i)] as number);
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = s[i] as number;
    for (let k = i + 1; k < n; k++) sum -= (l[at(k, i)] as number) * (s[k] as number);
    s[i] = sum / (l[at(i, i)] as number);
  }
  return s;
}
