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
  const back = inverse(similarity);
  const size = width * height;
  const data = new Float32Array(size * image.planes);
  const source = image.data;
  const stride = image.width;
  const cubic = method === 'cubic';
  const margin = cubic ? 1 : 0;
  for (let plane = 0; plane < image.planes; plane++) {
    const from = plane * image.width * image.height;
    for (let y = 0; y < height; y++) {
      let at = plane * size + y * width;
      let u = back.tx - back.b * y;
      let v = back.ty + back.a * y;
      for (let x = 0; x < width; x++, at++, u += back.a, v += back.b) {
        const i = Math.floor(u);
        const j = Math.floor(v);
        const [fx, fy] = [u - i, v - j];
        if (i < margin || j < margin || i > stride - 2 - margin || j > image.height - 2 - margin) {
          data[at] = edge(image, from, u, v);
          continue;
        }
        const origin = from + j * stride + i;
        data[at] = cubic ? bicubic(source, origin, stride, fx, fy) : bilinear(source, origin, stride, fx, fy);
      }
    }
  }
  return { width, height, planes: image.planes, data };
}

type Source = Pixels['data'];

function bilinear(source: Source, at: number, stride: number, fx: number, fy: number): number {
  const top = (source[at] ?? 0) * (1 - fx) + (source[at + 1] ?? 0) * fx;
  const bottom = (source[at + stride] ?? 0) * (1 - fx) + (source[at + stride + 1] ?? 0) * fx;
  return top * (1 - fy) + bottom * fy;
}

function bicubic(source: Source, at: number, stride: number, fx: number, fy: number): number {
  const wx = weights(fx);
  const wy = weights(fy);
  let sum = 0;
  for (let j = 0; j < 4; j++) {
    const row = at + (j - 1) * stride - 1;
    sum +=
      (wy[j] as number) *
      ((wx[0] as number) * (source[row] ?? 0) +
        (wx[1] as number) * (source[row + 1] ?? 0) +
        (wx[2] as number) * (source[row + 2] ?? 0) +
        (wx[3] as number) * (source[row + 3] ?? 0));
  }
  return sum;
}

/** Keys's cubic convolution with a = -1/2, for the pixels at -1, 0, 1 and 2. */
function weights(f: number): readonly [number, number, number, number] {
  const f2 = f * f;
  const f3 = f2 * f;
  return [-0.5 * f3 + f2 - 0.5 * f, 1.5 * f3 - 2.5 * f2 + 1, -1.5 * f3 + 2 * f2 + 0.5 * f, 0.5 * f3 - 0.5 * f2];
}

/** The border, where a kernel does not fit: the nearest pixel within half a pixel of the image, else nothing. */
function edge(image: Pixels, from: number, u: number, v: number): number {
  const [x, y] = [Math.round(u), Math.round(v)];
  if (x < 0 || y < 0 || x >= image.width || y >= image.height) return Number.NaN;
  return image.data[from + y * image.width + x] ?? Number.NaN;
}
