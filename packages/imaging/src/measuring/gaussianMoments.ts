import { openKernel } from '@uraniborg/core';
import { gaussianMomentsModule } from './gaussianMomentsModule.ts';

/** Height, dx, dy and the inverse of the covariance matrix: [a b; b c]. */
export type GaussianModel = readonly [number, number, number, number, number, number];

/** Rows of pixels with places, laid out for the sums: rows of a multiple of four values, NaN where there is none. */
export interface MomentBox {
  readonly values: Float32Array;
  readonly rows: number;
  readonly columns: number;
  /** Of the first value. */
  readonly x: number;
  readonly y: number;
}

export interface MomentNoise {
  /** Of the background, in one pixel. */
  readonly variance: number;
  readonly electronsPerAdu: number;
  /** What is not below it does not count. */
  readonly ceiling: number;
}

interface Kernel {
  // biome-ignore format: one line says it
  moments(from: number, rows: number, columns: number, left: number, top: number, height: number, a: number, b: number, c: number, variance: number, perAdu: number, ceiling: number, to: number): void;
}

/** 15 moments, 6 of residuals, chi squared. */
const SUMS = 22;
/** After the sums: what the kernel keeps of a row. */
const ROOM = 1024;

let kernel: (ReturnType<typeof openKernel<Kernel>> & { sums: Float64Array; values: Float32Array }) | undefined;

/**
 * Room for the box `columns` wide (rounded up to fours) and `rows` high: in the kernel's memory, of one box at a time.
 */
export function momentRoom(columns: number, rows: number): { values: Float32Array; columns: number } {
  const across = (columns + 3) & ~3;
  if (!kernel || kernel.values.length < across * rows) {
    const opened = kernel ?? openKernel<Kernel>(gaussianMomentsModule);
    const missing = Math.ceil((ROOM + 4 * across * rows - opened.memory.buffer.byteLength) / 65_536);
    if (missing > 0) opened.memory.grow(missing);
    const { moments, memory } = opened;
    const sums = new Float64Array(memory.buffer, 0, SUMS);
    kernel = { moments, memory, sums, values: new Float32Array(memory.buffer, ROOM) };
  }
  return { values: kernel.values, columns: across };
}

/**
 * What Gauss-Newton needs of a Gaussian over its pixels, every pixel weighted by its noise, photon noise of the model's
 * light included. Every derivative of the model is its light times a polynomial in u and v, the distances from its
 * centre, so that all is made of the moments of weight * light² up to the fourth order (1, u, v, u², uv, v², u³ ... v⁴),
 * of weight * light * residual up to the second, and chi squared: 22 sums, taken again by the next call.
 *
 * @param box its values as momentRoom has them
 */
export function gaussianMoments(
  { rows, columns, x, y }: Omit<MomentBox, 'values'>,
  [height, dx, dy, a, b, c]: GaussianModel,
  { variance, electronsPerAdu, ceiling }: MomentNoise,
): Float64Array {
  if (!kernel) throw new Error('there is no box of pixels');
  const { moments, sums } = kernel;
  moments(ROOM, rows, columns, x - dx, y - dy, height, a, b, c, variance, 1 / electronsPerAdu, ceiling, 0);
  return sums;
}

const { fround } = Math;

/** The same, the plain way: what the kernel is measured by. */
export function plainGaussianMoments(
  { values, rows, columns, x, y }: MomentBox,
  model: GaussianModel,
  { variance, electronsPerAdu, ceiling }: MomentNoise,
): Float64Array {
  const sums = new Float64Array(SUMS);
  const [height, , , a, b, c] = model.map(fround) as [number, number, number, number, number, number];
  const [sky, perAdu, most] = [fround(variance), fround(1 / electronsPerAdu), fround(ceiling)];
  const [left, top] = [fround(x - model[1]), fround(y - model[2])];
  for (let row = 0; row < rows; row++) {
    const v = fround(top + row);
    const rest = fround(fround(fround(-0.5 * c) * v) * v);
    const lanes = Array.from({ length: 9 }, () => new Float32Array(4));
    for (let column = 0; column < columns; column++) {
      const value = values[row * columns + column] as number;
      if (!(value < most)) continue;
      const lane = column % 4;
      const u = fround(fround(left + lane) + (column - lane));
      const power = fround(fround(fround(fround(fround(-0.5 * a) * u) + fround(-b * v)) * u) + rest);
      const light = fround(height * exponential(power));
      const residual = fround(value - light);
      const weight = fround(1 / fround(sky + fround(light * perAdu)));
      const weighted = fround(weight * light);
      const r = fround(weighted * residual);
      const square = fround(u * u);
      const moment = fround(weighted * light);
      const second = fround(moment * square);
      [
        ...[moment, moment * u, second, second * u, second * square],
        ...[r, r * u, r * square, fround(weight * residual) * residual],
      ].forEach((part, i) => {
        const lanesOfPart = lanes[i] as Float32Array;
        lanesOfPart[lane] = (lanesOfPart[lane] as number) + fround(part);
      });
    }
    const [m0, m1, m2, m3, m4, r0, r1, r2, chi] = lanes.map(([p = 0, q = 0, s = 0, t = 0]) =>
      fround(fround(p + s) + fround(q + t)),
    ) as [number, number, number, number, number, number, number, number, number];
    const v2 = v * v;
    [
      ...[m0, m1, m0 * v, m2, m1 * v, m0 * v2, m3, m2 * v, m1 * v2, m0 * v2 * v],
      ...[m4, m3 * v, m2 * v2, m1 * v2 * v, m0 * v2 * v2],
      ...[r0, r1, r0 * v, r2, r1 * v, r0 * v2, chi],
    ].forEach((part, i) => {
      sums[i] = (sums[i] as number) + part;
    });
  }
  return sums;
}

/** e to the power, to the last bit or two of 32-bit floating point: a power of two, and a polynomial for the rest. */
function exponential(power: number): number {
  const x = Math.min(Math.max(power, -80), 80);
  // To the nearest, from half-way to the even one: what is added leaves no room for a fraction.
  const n = fround(fround(fround(x * fround(Math.LOG2E)) + 12_582_912) - 12_582_912);
  const f = fround(fround(x - fround(n * fround(0.693359375))) - fround(n * fround(-2.1219444e-4)));
  let sum = fround(1 / 720);
  for (const next of [1 / 120, 1 / 24, 1 / 6, 0.5, 1, 1]) sum = fround(fround(sum * f) + fround(next));
  return fround(sum * 2 ** n);
}
