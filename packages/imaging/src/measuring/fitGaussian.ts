import type { StarWindow } from '../stars/starWindow.ts';

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
  const box: Box = [...span(start.dx, reach, radius), ...span(start.dy, reach, radius)];
  const inverse = 1 / (start.sigma * start.sigma);
  let best: Model = [height, start.dx, start.dy, inverse, 0, inverse];
  const noise = { electronsPerAdu, ceiling };
  let [sums, trial] = scratch;
  normalEquations(window, box, best, noise, sums);
  let lambda = 1e-3;
  for (let round = 0; round < ROUNDS; round++) {
    const step = solveDamped(sums, lambda, free);
    if (!step) return undefined;
    const at = (i: 0 | 1 | 2 | 3 | 4 | 5) => best[i] + (step[i] as number);
    const model: Model = [at(0), at(1), at(2), at(3), at(4), at(5)];
    if (isStar(model, radius)) {
      const moved = Math.abs(step[1] as number) + Math.abs(step[2] as number);
      if (moved < SETTLED && Math.abs(step[3] as number) < 0.05 * model[3]) return shapeOf(model);
      normalEquations(window, box, model, noise, trial);
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

function isStar([height, dx, dy, a, b, c]: Model, radius: number): boolean {
  return height > 0 && a > 0 && c > 0 && a * c > b * b && Math.abs(dx) <= radius && Math.abs(dy) <= radius;
}

/** Where exp stays far from its ends. */
const SAFE_EXPONENT = 600;
/** Pixels: the next step would be the square of it. */
const SETTLED = 5e-3;
/** Of one fit at a time. */
const scratch: [Float64Array, Float64Array] = [new Float64Array(28), new Float64Array(28)];
const triangle = new Float64Array(21);
const solution = new Float64Array(6);

/** Height, dx, dy and the inverse of the covariance matrix: [a b; b c]. */
type Model = readonly [number, number, number, number, number, number];
type Box = readonly [fromX: number, toX: number, fromY: number, toY: number];

/**
 * Into `sums`: the lower triangle of the normal matrix row by row (21), the gradient (6), and chi squared.
 *
 * Every derivative of the model is its light times a polynomial in u and v, the distances from its centre, so that all
 * sums are made of the moments of weight * light² up to the fourth order and of weight * light * residual up to the
 * second. Along a row the Gaussian is a product: from one pixel to the next by a ratio that itself changes by the same
 * factor each time.
 */
function normalEquations(
  { values, radius, rms }: StarWindow,
  [fromX, toX, fromY, toY]: Box,
  [height, dx, dy, a, b, c]: Model,
  { electronsPerAdu, ceiling }: { electronsPerAdu: number; ceiling: number },
  sums: Float64Array,
): void {
  const side = 2 * radius + 1;
  const variance = Math.max(rms * rms, 1e-12);
  const perAdu = 1 / electronsPerAdu;
  const [farU, farV] = [Math.max(toX - dx, dx - fromX), Math.max(toY - dy, dy - fromY)];
  const safe = a * farU * farU + 2 * Math.abs(b) * farU * farV + c * farV * farV < 2 * SAFE_EXPONENT;
  const bend = Math.exp(-a);
  const m = moments.fill(0);
  let chi = 0;
  for (let y = fromY; y <= toY; y++) {
    const v = y - dy;
    const first = fromX - 1 - dx;
    let next = Math.exp(-0.5 * (a * first * first + 2 * b * first * v + c * v * v));
    let ratio = Math.exp(-a * (first + 0.5) - b * v);
    let at = (y + radius) * side + fromX + radius;
    let [m0, m1, m2, m3, m4] = [0, 0, 0, 0, 0];
    let [r0, r1, r2] = [0, 0, 0];
    for (let x = fromX; x <= toX; x++, at++) {
      const value = values[at] as number;
      next *= ratio;
      ratio *= bend;
      if (!(value < ceiling)) continue;
      const u = x - dx;
      const light = height * (safe ? next : Math.exp(-0.5 * (a * u * u + 2 * b * u * v + c * v * v)));
      const residual = value - light;
      const weight = 1 / (variance + light * perAdu);
      const weighted = weight * light;
      const r = weighted * residual;
      const square = u * u;
      const moment = weighted * light;
      m0 += moment;
      m1 += moment * u;
      m2 += moment * square;
      m3 += moment * square * u;
      m4 += moment * square * square;
      r0 += r;
      r1 += r * u;
      r2 += r * square;
      chi += weight * residual * residual;
    }
    addRow(m, v, m0, m1, m2, m3, m4);
    m[R] = (m[R] as number) + r0;
    m[R + 1] = (m[R + 1] as number) + r1;
    m[R + 2] = (m[R + 2] as number) + r0 * v;
    m[R + 3] = (m[R + 3] as number) + r2;
    m[R + 4] = (m[R + 4] as number) + r1 * v;
    m[R + 5] = (m[R + 5] as number) + r0 * v * v;
  }
  combine(m, height, a, b, c, sums);
  sums[27] = chi;
}

/** 15 moments: 1, u, v, u², uv, v², u³ ... v⁴; then six of the residuals. */
const moments = new Float64Array(21);
const R = 15;

function addRow(m: Float64Array, v: number, m0: number, m1: number, m2: number, m3: number, m4: number): void {
  const v2 = v * v;
  m[0] = (m[0] as number) + m0;
  m[1] = (m[1] as number) + m1;
  m[2] = (m[2] as number) + m0 * v;
  m[3] = (m[3] as number) + m2;
  m[4] = (m[4] as number) + m1 * v;
  m[5] = (m[5] as number) + m0 * v2;
  m[6] = (m[6] as number) + m3;
  m[7] = (m[7] as number) + m2 * v;
  m[8] = (m[8] as number) + m1 * v2;
  m[9] = (m[9] as number) + m0 * v2 * v;
  m[10] = (m[10] as number) + m4;
  m[11] = (m[11] as number) + m3 * v;
  m[12] = (m[12] as number) + m2 * v2;
  m[13] = (m[13] as number) + m1 * v2 * v;
  m[14] = (m[14] as number) + m0 * v2 * v2;
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
function shapeOf([height, dx, dy, a, b, c]: Model): GaussianFit | undefined {
  const half = (a + c) / 2;
  const rest = Math.sqrt(((a - c) / 2) ** 2 + b * b);
  if (!(half > rest)) return undefined;
  return { dx, dy, height, major: 1 / Math.sqrt(half - rest), minor: 1 / Math.sqrt(half + rest) };
}

function span(centre: number, reach: number, radius: number): [number, number] {
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
