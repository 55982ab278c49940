/** A shift, turn and scale of the plane, and its best fit to pairs of points. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** (x, y) goes to (a x - b y + tx, b x + a y + ty): scale hypot(a, b), turned by atan2(b, a). Mirroring is not in it. */
export interface Similarity {
  readonly a: number;
  readonly b: number;
  readonly tx: number;
  readonly ty: number;
}

export function transform({ a, b, tx, ty }: Similarity, { x, y }: Point): Point {
  return { x: a * x - b * y + tx, y: b * x + a * y + ty };
}

export function inverse({ a, b, tx, ty }: Similarity): Similarity {
  const square = a * a + b * b;
  const [c, d] = [a / square, -b / square];
  return { a: c, b: d, tx: -(c * tx - d * ty), ty: -(d * tx + c * ty) };
}

/**
 * The similarity that takes the first point of each pair nearest to the second in the least-squares sense (Umeyama
 * 1991, in the plane, where it is linear in a, b, tx, ty).
 *
 * @returns undefined for fewer than two different points
 */
export function fitSimilarity(pairs: readonly (readonly [Point, Point])[]): Similarity | undefined {
  const n = pairs.length;
  let [px, py, qx, qy] = [0, 0, 0, 0];
  for (const [p, q] of pairs) {
    px += p.x / n;
    py += p.y / n;
    qx += q.x / n;
    qy += q.y / n;
  }
  let [along, across, square] = [0, 0, 0];
  for (const [p, q] of pairs) {
    const [x, y, u, v] = [p.x - px, p.y - py, q.x - qx, q.y - qy];
    along += x * u + y * v;
    across += x * v - y * u;
    square += x * x + y * y;
  }
  if (!(square > 1e-12)) return undefined;
  const [a, b] = [along / square, across / square];
  return { a, b, tx: qx - (a * px - b * py), ty: qy - (b * px + a * py) };
}
