import type { BackgroundMesh } from './backgroundMesh.ts';

/** Which two rows of cells the row `y` of a frame lies between, and how far from the first to the second. */
export function betweenRows(
  { rows, cellHeight }: BackgroundMesh,
  y: number,
): { upper: number; lower: number; part: number } {
  const place = (y + 0.5) / cellHeight - 0.5;
  const upper = Math.min(Math.max(Math.floor(place), 0), Math.max(rows - 2, 0));
  return { upper, lower: rows > 1 ? upper + 1 : upper, part: place - upper };
}

/**
 * The row of cells `row` of a mesh's `grid` (its level or rms), interpolated at every x = first pixel's centre, then
 * `step` pixels on. With a step of 2 the places are the middles of pairs: 0.5, 2.5 ...
 */
export function meshRow(mesh: BackgroundMesh, grid: Float32Array, row: number, step: number, to: Float32Array): void {
  const { columns, cellWidth } = mesh;
  const at = (column: number) => grid[row * columns + column] as number;
  const first = (step - 1) / 2;
  let x = 0;
  // From the centre of one cell to that of the next the values lie on a straight line, which goes on beyond the ends.
  for (let column = 0; column < Math.max(1, columns - 1); column++) {
    const left = at(column);
    const begin = (column + 0.5) * cellWidth - 0.5;
    const slope = columns > 1 ? (at(column + 1) - left) / cellWidth : 0;
    const isLast = column >= columns - 2;
    const end = isLast ? to.length : Math.min(to.length, Math.ceil((begin + cellWidth - first) / step));
    for (; x < end; x++) to[x] = left + slope * (first + x * step - begin);
  }
}
