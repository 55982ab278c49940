/** Triangles of neighbouring points, described by what neither shift, turn, mirror nor scale changes. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Triangle {
  /** The vertices, as indices: opposite the longest, the middle and the shortest side. */
  readonly vertices: readonly [number, number, number];
  readonly longest: number;
  /** Middle and shortest side over the longest. */
  readonly middle: number;
  readonly shortest: number;
  /** Whether the vertices run anticlockwise. */
  readonly anticlockwise: boolean;
}

/**
 * Of every point the triangles with two of its `neighbours` nearest. Left out are those whose sides are so alike that
 * noise could change their order, and slivers, whose shape noise changes most.
 */
export function trianglesOf(points: readonly Point[], neighbours: number): Triangle[] {
  const triangles: Triangle[] = [];
  const seen = new Set<number>();
  const n = points.length;
  const nearest = nearestOf(points, neighbours);
  points.forEach((point, i) => {
    const near = nearest(point, i);
    for (let a = 0; a < near.length; a++)
      for (let b = a + 1; b < near.length; b++) {
        const [low = 0, mid = 0, high = 0] = [i, near[a] ?? 0, near[b] ?? 0].sort((p, q) => p - q);
        const key = (low * n + mid) * n + high;
        if (seen.has(key)) continue;
        seen.add(key);
        const triangle = describe(points, low, mid, high);
        if (triangle) triangles.push(triangle);
      }
  });
  return triangles;
}

function describe(points: readonly Point[], a: number, b: number, c: number): Triangle | undefined {
  const [p, q, r] = [points[a], points[b], points[c]];
  if (!p || !q || !r) return undefined;
  const [first, second, third] = [
    { vertex: a, at: p, opposite: Math.hypot(q.x - r.x, q.y - r.y) },
    { vertex: b, at: q, opposite: Math.hypot(p.x - r.x, p.y - r.y) },
    { vertex: c, at: r, opposite: Math.hypot(p.x - q.x, p.y - q.y) },
  ].sort((s, t) => t.opposite - s.opposite);
  if (!first || !second || !third || first.opposite === 0) return undefined;
  const middle = second.opposite / first.opposite;
  const shortest = third.opposite / first.opposite;
  if (middle > 0.98 || shortest > 0.98 * middle || shortest < 0.1 || middle + shortest < 1.03) return undefined;
  const turn =
    (second.at.x - first.at.x) * (third.at.y - first.at.y) - (second.at.y - first.at.y) * (third.at.x - first.at.x);
  return {
    vertices: [first.vertex, second.vertex, third.vertex],
    longest: first.opposite,
    middle,
    shortest,
    anticlockwise: turn > 0,
  };
}

/** The indices of the `count` points nearest to a point, itself left out; looked for in growing rings of squares. */
function nearestOf(points: readonly Point[], count: number): (point: Point, self: number) => number[] {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const [left, low] = [least(xs), least(ys)];
  const extent = Math.max(-least(xs.map((x) => -x)) - left, -least(ys.map((y) => -y)) - low, Number.MIN_VALUE);
  const across = Math.max(1, Math.ceil(Math.sqrt(points.length / 3)));
  const side = (extent / across) * (1 + 1e-9);
  const squares = Array.from({ length: across * across }, (): number[] => []);
  const column = (x: number) => Math.floor((x - left) / side);
  const row = (y: number) => Math.floor((y - low) / side);
  for (const [i, { x, y }] of points.entries()) squares[row(y) * across + column(x)]?.push(i);
  return ({ x, y }, self) => {
    const [c, r] = [column(x), row(y)];
    let found: { j: number; distance: number }[] = [];
    for (let ring = 0; ring <= across; ring++) {
      for (let q = Math.max(0, r - ring); q <= Math.min(across - 1, r + ring); q++)
        for (let p = Math.max(0, c - ring); p <= Math.min(across - 1, c + ring); p++) {
          if (Math.max(Math.abs(q - r), Math.abs(p - c)) !== ring) continue;
          for (const j of squares[q * across + p] ?? [])
            if (j !== self) found.push({ j, distance: Math.hypot((xs[j] ?? 0) - x, (ys[j] ?? 0) - y) });
        }
      if (found.length < count) continue;
      found = found.sort((a, b) => a.distance - b.distance).slice(0, count);
      if ((found.at(-1)?.distance ?? 0) <= ring * side) break;
    }
    return found
      .sort((a, b) => a.distance - b.distance)
      .slice(0, count)
      .map(({ j }) => j);
  };
}

const least = (values: readonly number[]) =>
  values.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
