import type { Point } from './triangles.ts';

/** (x, y) becomes (a x + b y + e, c x + d y + f). */
export interface Affine {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

export const apply = ({ a, b, c, d, e, f }: Affine, { x, y }: Point): Point => ({
  x: a * x + b * y + e,
  y: c * x + d * y + f,
});

/**
 * The affine map that takes the `from` points nearest to the `to` points in the least-squares sense; undefined with
 * fewer than three points or when they lie on a line.
 */
export function fitAffine(from: readonly Point[], to: readonly Point[]): Affine | undefined {
  const n = from.length;
  if (n < 3) return undefined;
  const [source, target] = [middleOf(from), middleOf(to)];
  let [xx, xy, yy, ux, uy, vx, vy] = [0, 0, 0, 0, 0, 0, 0];
  for (const [i, point] of from.entries()) {
    const image = to[i] ?? target;
    const [x, y, u, v] = [point.x - source.x, point.y - source.y, image.x - target.x, image.y - target.y];
    xx += x * x;
    xy += x * y;
    yy += y * y;
    ux += u * x;
    uy += u * y;
    vx += v * x;
    vy += v * y;
  }
  const determinant = xx * yy - xy * xy;
  if (!(determinant > 1e-12 * xx * yy)) return undefined;
  const [a, b] = [(ux * yy - uy * xy) / determinant, (uy * xx - ux * xy) / determinant];
  const [c, d] = [(vx * yy - vy * xy) / determinant, (vy * xx - vx * xy) / determinant];
  return {
    a,
    b,
    c,
    d,
    e: target.x - a * source.x - b * source.y,
    f: target.y - c * source.x - d * source.y,
  };
}

/**
 * The map without shear, turned, scaled and, when `mirrored`, flipped, that takes `from` nearest to `to`; undefined when
 * the points are one.
 */
export function fitSimilarity(from: readonly Point[], to: readonly Point[], mirrored: boolean): Affine | undefined {
  const [source, target] = [middleOf(from), middleOf(to)];
  const flip = mirrored ? -1 : 1;
  let [cosine, sine, size] = [0, 0, 0];
  for (const [i, point] of from.entries()) {
    const image = to[i] ?? target;
    const [x, y] = [point.x - source.x, flip * (point.y - source.y)];
    const [u, v] = [image.x - target.x, image.y - target.y];
    cosine += u * x + v * y;
    sine += v * x - u * y;
    size += x * x + y * y;
  }
  if (!(size > 0)) return undefined;
  const [a, b, c, d] = [cosine / size, (-flip * sine) / size, sine / size, (flip * cosine) / size];
  return { a, b, c, d, e: target.x - a * source.x - b * source.y, f: target.y - c * source.x - d * source.y };
}

/** The scale of an affine map, the ratio of its largest to its smallest, and whether it turns left into right. */
export function shapeOf({ a, b, c, d }: Affine): { scale: number; stretch: number; mirrored: boolean } {
  const determinant = a * d - b * c;
  const half = (a * a + b * b + c * c + d * d) / 2;
  const spread = Math.sqrt(Math.max(0, half * half - determinant * determinant));
  return {
    scale: Math.sqrt(Math.abs(determinant)),
    stretch: Math.sqrt((half + spread) / Math.max(half - spread, Number.MIN_VALUE)),
    mirrored: determinant < 0,
  };
}

function middleOf(points: readonly Point[]): Point {
  let [x, y] = [0, 0];
  for (const point of points) {
    x += point.x;
    y += point.y;
  }
  return { x: x / points.length, y: y / points.length };
}
