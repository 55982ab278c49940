import type { StarWindow } from './starWindow.ts';

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
  { electronsPerAdu, ceiling }: { electronsPerAdu: number; ceiling: number },
): GaussianFit | undefined {
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
    const step = solveDamped(sums, lambda);
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

/** Pixels: the next step would be the square of it. */
const SETTLED = 5e-3;
/** Of one fit at a time. */
const scratch: [Float64Array, Float64Array] = [new Float64Array(28), new Float64Array(28)];
const triangle = new Float64Array(21);
const solution = new Float64Array(6);

/** Height, dx, dy and the inverse of the covariance matrix: [a b; b c]. */
type Model = readonly [number, number, number, number, number, number];
type Box = readonly [fromX: number, toX: number, fromY: number, toY: number];

/** Where exp stays far from its ends. */
const SAFE_EXPONENT = 600;

/**
 * Into `sums`: the lower triangle of the normal matrix row by row (21), the gradient (6), and chi squared. Along a row
 * the Gaussian is a product: from one pixel to the next by a ratio that itself changes by the same factor each time.
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
  let n00 = 0;
  let n10 = 0;
  let n11 = 0;
  let n20 = 0;
  let n21 = 0;
  let n22 = 0;
  let n30 = 0;
  let n31 = 0;
  let n32 = 0;
  let n33 = 0;
  let n40 = 0;
  let n41 = 0;
  let n42 = 0;
  let n43 = 0;
  let n44 = 0;
  let n50 = 0;
  let n51 = 0;
  let n52 = 0;
  let n53 = 0;
  let n54 = 0;
  let n55 = 0;
  let g0 = 0;
  let g1 = 0;
  let g2 = 0;
  let g3 = 0;
  let g4 = 0;
  let g5 = 0;
  let chi = 0;
  const [farU, farV] = [Math.max(toX - dx, dx - fromX), Math.max(toY - dy, dy - fromY)];
  const safe = a * farU * farU + 2 * Math.abs(b) * farU * farV + c * farV * farV < 2 * SAFE_EXPONENT;
  const bend = Math.exp(-a);
  for (let y = fromY; y <= toY; y++) {
    const v = y - dy;
    const u0 = fromX - 1 - dx;
    let next = Math.exp(-0.5 * (a * u0 * u0 + 2 * b * u0 * v + c * v * v));
    let ratio = Math.exp(-a * (u0 + 0.5) - b * v);
    let at = (y + radius) * side + fromX + radius;
    for (let x = fromX; x <= toX; x++, at++) {
      const value = values[at] as number;
      const u = x - dx;
      next *= ratio;
      ratio *= bend;
      if (!(value < ceiling)) continue;
      const shape = safe ? next : Math.exp(-0.5 * (a * u * u + 2 * b * u * v + c * v * v));
      const light = height * shape;
      const weight = 1 / (variance + light * perAdu);
      const residual = value - light;
      const d1 = light * (a * u + b * v);
      const d2 = light * (b * u + c * v);
      const d3 = -0.5 * light * u * u;
      const d4 = -light * u * v;
      const d5 = -0.5 * light * v * v;
      const w0 = weight * shape;
      const w1 = weight * d1;
      const w2 = weight * d2;
      const w3 = weight * d3;
      const w4 = weight * d4;
      const w5 = weight * d5;
      n00 += w0 * shape;
      n10 += w1 * shape;
      n11 += w1 * d1;
      n20 += w2 * shape;
      n21 += w2 * d1;
      n22 += w2 * d2;
      n30 += w3 * shape;
      n31 += w3 * d1;
      n32 += w3 * d2;
      n33 += w3 * d3;
      n40 += w4 * shape;
      n41 += w4 * d1;
      n42 += w4 * d2;
      n43 += w4 * d3;
      n44 += w4 * d4;
      n50 += w5 * shape;
      n51 += w5 * d1;
      n52 += w5 * d2;
      n53 += w5 * d3;
      n54 += w5 * d4;
      n55 += w5 * d5;
      g0 += w0 * residual;
      g1 += w1 * residual;
      g2 += w2 * residual;
      g3 += w3 * residual;
      g4 += w4 * residual;
      g5 += w5 * residual;
      chi += weight * residual * residual;
    }
  }
  sums[0] = n00;
  sums[1] = n10;
  sums[2] = n11;
  sums[3] = n20;
  sums[4] = n21;
  sums[5] = n22;
  sums[6] = n30;
  sums[7] = n31;
  sums[8] = n32;
  sums[9] = n33;
  sums[10] = n40;
  sums[11] = n41;
  sums[12] = n42;
  sums[13] = n43;
  sums[14] = n44;
  sums[15] = n50;
  sums[16] = n51;
  sums[17] = n52;
  sums[18] = n53;
  sums[19] = n54;
  sums[20] = n55;
  sums[21] = g0;
  sums[22] = g1;
  sums[23] = g2;
  sums[24] = g3;
  sums[25] = g4;
  sums[26] = g5;
  sums[27] = chi;
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

/** Solves (N + lambda * diag N) s = g by Cholesky's decomposition; undefined when N is not positive definite. */
function solveDamped(sums: Float64Array, lambda: number): Float64Array | undefined {
  const n = 6;
  const at = (i: number, j: number) => (i * (i + 1)) / 2 + j;
  const l = triangle;
  const s = solution;
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
