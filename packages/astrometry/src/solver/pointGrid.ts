import type { Point } from './triangles.ts';

/** Points sorted into squares, so that the nearest is found without looking at all. */
export interface PointGrid<P extends Point> {
  readonly points: readonly P[];
  /** The nearest point within `radius`, which is at most the grid's own. */
  nearest(at: Point, radius: number): { readonly point: P; readonly distance: number } | undefined;
}

/** @param reach the largest radius that will be asked for */
export function pointGrid<P extends Point>(points: readonly P[], reach: number): PointGrid<P> {
  const squares = new Map<number, P[]>();
  const square = (column: number, row: number) => column * 1_000_003 + row;
  for (const point of points) {
    const key = square(Math.floor(point.x / reach), Math.floor(point.y / reach));
    const there = squares.get(key);
    if (there) there.push(point);
    else squares.set(key, [point]);
  }
  return {
    points,
    nearest(at, radius) {
      const [column, row] = [Math.floor(at.x / reach), Math.floor(at.y / reach)];
      let best: { point: P; distance: number } | undefined;
      for (let c = column - 1; c <= column + 1; c++)
        for (let r = row - 1; r <= row + 1; r++)
          for (const point of squares.get(square(c, r)) ?? []) {
            const distance = Math.hypot(point.x - at.x, point.y - at.y);
            if (distance <= radius && distance < (best?.distance ?? Number.POSITIVE_INFINITY))
              best = { point, distance };
          }
      return best;
    },
  };
}
