import type { BackgroundMesh } from './backgroundMesh.ts';

/**
 * One row of a mesh's `grid` (its level or rms), interpolated at `y` and at every x = first pixel's centre, then
 * `step` pixels on. With a step of 2 the places are the middles of pairs: 0.5, 2.5 ...
 */
export function meshRow(mesh: BackgroundMesh, grid: Float32Array, y: number, step: number, to: Float32Array): void {
  const { columns, rows } = mesh;
  const gy = (y + 0.5) / mesh.cellHeight - 0.5;
  const y0 = Math.min(Math.max(Math.floor(gy), 0), Math.max(rows - 2, 0));
  const fy = gy - y0;
  const down = rows > 1 ? columns : 0;
  const at = (column: number) =>
    (grid[y0 * columns + column] as number) * (1 - fy) + (grid[y0 * columns + down + column] as number) * fy;
  const first = (step - 1) / 2;
  let x = 0;
  // From the centre of one cell to that of the next the values lie on a straight line, which goes on beyond the ends.
  for (let column = 0; column < Math.max(1, columns - 1); column++) {
    const left = at(column);
    const begin = (column + 0.5) * mesh.cellWidth - 0.5;
    const slope = columns > 1 ? (at(column + 1) - left) / mesh.cellWidth : 0;
    const isLast = column >= columns - 2;
    const end = isLast ? to.length : Math.min(to.length, Math.ceil((begin + mesh.cellWidth - first) / step));
    for (; x < end; x++) to[x] = left + slope * (first + x * step - begin);
  }
}
