/** An image laid onto the grid of another. */
import type { Pixels } from '@uraniborg/core';
import { inverse, type Similarity } from './similarity.ts';

export interface ResampleOptions {
  /** The size of the result; default: that of the image. */
  readonly width?: number;
  readonly height?: number;
  /**
   * 'bilinear' smooths a little and cannot ring; 'cubic' (Catmull-Rom, Keys 1981 with a = -1/2) keeps stars sharp.
   * @default 'cubic'
   */
  readonly method?: 'bilinear' | 'cubic';
}

/**
 * The image as it lies on the reference. What lies outside the image is NaN: a stack leaves it out.
 *
 * @param similarity takes a point of the image to the reference
 */
export function resample(image: Pixels, similarity: Similarity, options: ResampleOptions = {}): Pixels<Float32Array> {
  const { width = image.width, height = image.height, method = 'cubic' } = options;
  const size = width * height;
  const data = new Float32Array(size * image.planes);
  for (let plane = 0; plane < image.planes; plane++)
    resampleRows(image, similarity, { width, begin: 0, end: height, plane, method }, data.subarray(plane * size));
  return { width, height, planes: image.planes, data };
}

/** Rows of the reference, from `begin` to before `end`. */
export interface RowsOfReference {
  readonly width: number;
  readonly begin: number;
  readonly end: number;
  readonly plane: number;
  readonly method: 'bilinear' | 'cubic';
  /** Is added to every value. */
  readonly offset?: number;
}

/**
 * Some rows of one plane of the image as it lies on the reference: a band of a stack needs no more.
 *
 * @param to row after row; at least width * (end - begin) long
 */
export function resampleRows(image: Pixels, similarity: Similarity, rows: RowsOfReference, to: Float32Array): void {
  const { width, begin, end, plane, method, offset = 0 } = rows;
  const { width: stride, height } = image;
  const { a, b, tx, ty } = inverse(similarity);
  const from = plane * stride * height;
  const source = image.data.subarray(from, from + stride * height);
  const cubic = method === 'cubic';
  const margin = cubic ? 1 : 0;
  for (let y = begin; y < end; y++) {
    const [u, v] = [tx - b * y, ty + a * y];
    const at = (y - begin) * width;
    const [left, right] = wholeRun({ u, v, a, b }, image, margin, width);
    for (let x = 0; x < left; x++) to[at + x] = borderValue(image, from, u + a * x, v + b * x, cubic) + offset;
    if (cubic) cubicRun(source, stride, { u, v, a, b, left, right, offset }, to, at);
    else bilinearRun(source, stride, { u, v, a, b, left, right, offset }, to, at);
    for (let x = right; x < width; x++) to[at + x] = borderValue(image, from, u + a * x, v + b * x, cubic) + offset;
  }
}

type Source = Pixels['data'];

/** Columns `left` to before `right` of a row, of which column x lies at (u + a x, v + b x) in the image. */
interface Run {
  readonly u: number;
  readonly v: number;
  readonly a: number;
  readonly b: number;
  readonly left: number;
  readonly right: number;
  readonly offset: number;
}

function bilinearRun(source: Source, stride: number, { u, v, a, b, left, right, offset }: Run, to: Source, at: number) {
  for (let x = left; x < right; x++) {
    const s = u + a * x;
    const t = v + b * x;
    const i = s | 0;
    const j = t | 0;
    to[at + x] = bilinear(source, j * stride + i, stride, s - i, t - j) + offset;
  }
}

/** As bicubic does it, written out: this is where a stack spends its time, and a call would cost as much as the sum. */
function cubicRun(
  source: Source,
  stride: number,
  { u, v, a, b, left, right, offset }: Run,
  to: Float32Array,
  at: number,
): void {
  for (let x = left; x < right; x++) {
    const s = u + a * x;
    const t = v + b * x;
    const i = s | 0;
    const j = t | 0;
    const fx = s - i;
    const fy = t - j;
    const gx = 1 - fx;
    const gy = 1 - fy;
    const p = (j - 1) * stride + i - 1;
    const q = p + stride;
    const r = q + stride;
    const w = r + stride;
    const x0 = -0.5 * fx * gx * gx;
    const x3 = -0.5 * gx * fx * fx;
    const x1 = 1 + fx * fx * (1.5 * fx - 2.5);
    const x2 = 1 - x0 - x1 - x3;
    const y0 = -0.5 * fy * gy * gy;
    const y3 = -0.5 * gy * fy * fy;
    const y1 = 1 + fy * fy * (1.5 * fy - 2.5);
    const y2 = 1 - y0 - y1 - y3;
    // Down each column first: four sums of four.
    const c0 =
      y0 * (source[p] as number) + y1 * (source[q] as number) + y2 * (source[r] as number) + y3 * (source[w] as number);
    const c1 =
      y0 * (source[p + 1] as number) +
      y1 * (source[q + 1] as number) +
      y2 * (source[r + 1] as number) +
      y3 * (source[w + 1] as number);
    const c2 =
      y0 * (source[p + 2] as number) +
      y1 * (source[q + 2] as number) +
      y2 * (source[r + 2] as number) +
      y3 * (source[w + 2] as number);
    const c3 =
      y0 * (source[p + 3] as number) +
      y1 * (source[q + 3] as number) +
      y2 * (source[r + 3] as number) +
      y3 * (source[w + 3] as number);
    to[at + x] = x0 * c0 + x1 * c1 + x2 * c2 + x3 * c3 + offset;
  }
}

/**
 * The columns of a row of which all of the kernel is inside the image: from the first to before the second. One pixel
 * less at either end, for the sake of rounding.
 */
export function wholeRun(
  { u, v, a, b }: Pick<Run, 'u' | 'v' | 'a' | 'b'>,
  { width: stride, height }: Pick<Pixels, 'width' | 'height'>,
  margin: number,
  width: number,
): [number, number] {
  return overlap(
    inside(u, a, margin, stride - 1 - margin, width),
    inside(v, b, margin, height - 1 - margin, width),
    width,
  );
}

/** The columns x of a row of `width` at which low <= start + step * x < high. */
function inside(start: number, step: number, low: number, high: number, width: number): [number, number] {
  // As good as level: a millionth of a pixel is more than it climbs.
  if (Math.abs(step) < 1e-11) return start > low + 1e-6 && start < high - 1e-6 ? [0, width] : [0, 0];
  const [one, other] = [(low - start) / step, (high - start) / step];
  return [Math.ceil(Math.min(one, other)) + 1, Math.floor(Math.max(one, other))];
}

function overlap([a, b]: [number, number], [c, d]: [number, number], width: number): [number, number] {
  const left = Math.min(Math.max(a, c, 0), width);
  return [left, Math.max(left, Math.min(b, d, width))];
}

function bilinear(source: Source, at: number, stride: number, fx: number, fy: number): number {
  const top = (source[at] as number) * (1 - fx) + (source[at + 1] as number) * fx;
  const bottom = (source[at + stride] as number) * (1 - fx) + (source[at + stride + 1] as number) * fx;
  return top * (1 - fy) + bottom * fy;
}

/** Keys's cubic convolution with a = -1/2: each axis by the pixels at -1, 0, 1 and 2. */
function bicubic(source: Source, at: number, stride: number, fx: number, fy: number): number {
  const x2 = fx * fx;
  const x3 = x2 * fx;
  const x0 = -0.5 * x3 + x2 - 0.5 * fx;
  const x1 = 1.5 * x3 - 2.5 * x2 + 1;
  const xm = -1.5 * x3 + 2 * x2 + 0.5 * fx;
  const xn = 0.5 * x3 - 0.5 * x2;
  const y2 = fy * fy;
  const y3 = y2 * fy;
  const p = at - stride - 1;
  const q = p + stride;
  const r = q + stride;
  const s = r + stride;
  const first =
    x0 * (source[p] as number) +
    x1 * (source[p + 1] as number) +
    xm * (source[p + 2] as number) +
    xn * (source[p + 3] as number);
  const second =
    x0 * (source[q] as number) +
    x1 * (source[q + 1] as number) +
    xm * (source[q + 2] as number) +
    xn * (source[q + 3] as number);
  const third =
    x0 * (source[r] as number) +
    x1 * (source[r + 1] as number) +
    xm * (source[r + 2] as number) +
    xn * (source[r + 3] as number);
  const fourth =
    x0 * (source[s] as number) +
    x1 * (source[s + 1] as number) +
    xm * (source[s + 2] as number) +
    xn * (source[s + 3] as number);
  return (
    (-0.5 * y3 + y2 - 0.5 * fy) * first +
    (1.5 * y3 - 2.5 * y2 + 1) * second +
    (-1.5 * y3 + 2 * y2 + 0.5 * fy) * third +
    (0.5 * y3 - 0.5 * y2) * fourth
  );
}

/** Anywhere: where a kernel does not fit, the nearest pixel within half a pixel of the image, else nothing. */
export function borderValue(
  { data, width, height }: Pixels,
  from: number,
  u: number,
  v: number,
  cubic: boolean,
): number {
  const i = Math.floor(u);
  const j = Math.floor(v);
  const margin = cubic ? 1 : 0;
  if (i >= margin && j >= margin && i <= width - 2 - margin && j <= height - 2 - margin) {
    const kernel = cubic ? bicubic : bilinear;
    return kernel(data, from + j * width + i, width, u - i, v - j);
  }
  const [x, y] = [Math.round(u), Math.round(v)];
  if (x < 0 || y < 0 || x >= width || y >= height) return Number.NaN;
  return data[from + y * width + x] ?? Number.NaN;
}
