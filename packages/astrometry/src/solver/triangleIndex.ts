import type { Triangle } from './triangles.ts';

const BINS = 64;

/** Triangles to be found by their shape. */
export interface TriangleIndex {
  /** Those whose two ratios both lie within `tolerance` of those of `wanted`. */
  alike(wanted: Triangle, tolerance: number): Triangle[];
}

export function indexTriangles(triangles: readonly Triangle[]): TriangleIndex {
  const bins = new Map<number, Triangle[]>();
  const binOf = (ratio: number) => Math.min(BINS - 1, Math.max(0, Math.floor(ratio * BINS)));
  for (const triangle of triangles) {
    const bin = binOf(triangle.middle) * BINS + binOf(triangle.shortest);
    const there = bins.get(bin);
    if (there) there.push(triangle);
    else bins.set(bin, [triangle]);
  }
  return {
    alike(wanted, tolerance) {
      const found: Triangle[] = [];
      for (let m = binOf(wanted.middle - tolerance); m <= binOf(wanted.middle + tolerance); m++)
        for (let s = binOf(wanted.shortest - tolerance); s <= binOf(wanted.shortest + tolerance); s++)
          for (const triangle of bins.get(m * BINS + s) ?? [])
            if (
              Math.abs(triangle.middle - wanted.middle) <= tolerance &&
              Math.abs(triangle.shortest - wanted.shortest) <= tolerance
            )
              found.push(triangle);
      return found;
    },
  };
}
