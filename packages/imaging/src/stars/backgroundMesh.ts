import { InvalidInput, type Pixels } from '@uraniborg/core';
import { selectRank } from '../statistics/selectRank.ts';
import { type Background, clippedSkies, clippedSky, STRIDE } from './clippedSky.ts';

/** The background on a grid of cells; between their centres it is interpolated. */
export interface BackgroundMesh {
  readonly columns: number;
  readonly rows: number;
  /** Pixels from one centre to the next. */
  readonly cellWidth: number;
  readonly cellHeight: number;
  /** One value a cell, row by row. */
  readonly level: Float32Array;
  readonly rms: Float32Array;
}

export interface BackgroundOptions {
  /** Pixels of a cell's side, about. Large against a star, small against the clouds of a nebula. Default 64. */
  readonly cell?: number;
  /** Default 0; of a colour frame 'all' takes the mean of its planes. */
  readonly plane?: number | 'all';
}

/**
 * The background mesh of a frame: in every cell the clipped mean and standard deviation of a sample of its pixels,
 * then the median of each cell and its eight neighbours, so that a bright star or a galaxy in one cell does not count
 * (the scheme of Bertin & Arnouts 1996, A&AS 117, 393).
 *
 * @throws InvalidInput when the frame is empty
 */
export function backgroundMesh(pixels: Pixels, { cell = 64, plane = 0 }: BackgroundOptions = {}): BackgroundMesh {
  const grid = meshOf(pixels, cell);
  return joinCells(grid, [backgroundCells(pixels, grid, plane, [0, grid.rows])]);
}

type MeshGrid = Pick<BackgroundMesh, 'columns' | 'rows' | 'cellWidth' | 'cellHeight'>;
/** Level and noise of some rows of cells, each cell for itself. */
export type MeshCells = Pick<BackgroundMesh, 'level' | 'rms'>;

/** How a frame is divided into cells. @throws InvalidInput when the frame is empty */
export function meshOf({ width, height }: Pixels, cell = 64): MeshGrid {
  if (!(width > 0 && height > 0 && cell >= 4)) throw new InvalidInput(`no background of ${width} x ${height} pixels`);
  const columns = Math.max(1, Math.round(width / cell));
  const rows = Math.max(1, Math.round(height / cell));
  return { columns, rows, cellWidth: width / columns, cellHeight: height / rows };
}

/** The cells of the rows `from` to `end` of the mesh. Frames of 16 bits go through a kernel, to the same bits. */
export function backgroundCells(
  pixels: Pixels,
  grid: MeshGrid,
  plane: number | 'all',
  [from, end]: readonly [number, number],
): MeshCells {
  const { data, width, planes } = pixels;
  if (!(data instanceof Uint16Array && planes === 1)) return plainCells(pixels, grid, plane, [from, end]);
  const columns = Array.from({ length: grid.columns + 1 }, (_, column) => Math.round(column * grid.cellWidth));
  const level = new Float32Array(grid.columns * (end - from));
  const rms = new Float32Array(level.length);
  for (let row = from, at = 0; row < end; row++)
    for (const sky of clippedSkies({ width, data }, rowsOf(grid, row), columns)) {
      level[at] = sky.level;
      rms[at++] = sky.rms;
    }
  return { level, rms };
}

const rowsOf = ({ cellHeight }: MeshGrid, row: number): [number, number] => [
  Math.round(row * cellHeight),
  Math.round((row + 1) * cellHeight),
];

/** The same, the plain way: for all kinds of pixels, and what the kernel is measured by. */
export function plainCells(
  pixels: Pixels,
  grid: MeshGrid,
  plane: number | 'all',
  [from, end]: readonly [number, number],
): MeshCells {
  const { columns, cellWidth, cellHeight } = grid;
  const level = new Float32Array(columns * (end - from));
  const rms = new Float32Array(level.length);
  const sample = new Float32Array((Math.ceil(cellWidth / STRIDE) + 1) * (Math.ceil(cellHeight / STRIDE) + 1));
  const scratch = new Float32Array(Math.ceil(sample.length / 3));
  const read = plane === 'all' && pixels.planes === 3 ? sampleMean : samplePlane;
  for (let row = from; row < end; row++)
    for (let column = 0; column < columns; column++) {
      const [top, bottom] = rowsOf(grid, row);
      const left = Math.round(column * cellWidth);
      const right = Math.round((column + 1) * cellWidth);
      const count = read(pixels, plane === 'all' ? 0 : plane, [left, top, right, bottom], sample);
      const found = clippedSky(sample, count, scratch);
      level[(row - from) * columns + column] = found.level;
      rms[(row - from) * columns + column] = found.rms;
    }
  return { level, rms };
}

/** The mesh of all its rows of cells, in their order: every cell with its neighbours. */
export function joinCells(grid: MeshGrid, parts: readonly MeshCells[]): BackgroundMesh {
  const { columns, rows } = grid;
  const level = new Float32Array(columns * rows);
  const rms = new Float32Array(columns * rows);
  let at = 0;
  for (const part of parts) {
    level.set(part.level, at);
    rms.set(part.rms, at);
    at += part.level.length;
  }
  return {
    ...grid,
    level: medianOfNeighbours(level, columns, rows),
    rms: medianOfNeighbours(rms, columns, rows).map((value) => Math.max(0, value)),
  };
}

/** The background at a place: bilinear between the centres of the cells, straight on beyond the outermost. */
export function backgroundAt(mesh: BackgroundMesh, x: number, y: number): Background {
  const { columns, rows } = mesh;
  const gx = (x + 0.5) / mesh.cellWidth - 0.5;
  const gy = (y + 0.5) / mesh.cellHeight - 0.5;
  const x0 = Math.min(Math.max(Math.floor(gx), 0), Math.max(columns - 2, 0));
  const y0 = Math.min(Math.max(Math.floor(gy), 0), Math.max(rows - 2, 0));
  const right = columns > 1 ? 1 : 0;
  const down = rows > 1 ? columns : 0;
  const [fx, fy] = [gx - x0, gy - y0];
  const at = y0 * columns + x0;
  const mix = (grid: Float32Array) =>
    ((grid[at] as number) * (1 - fx) + (grid[at + right] as number) * fx) * (1 - fy) +
    ((grid[at + down] as number) * (1 - fx) + (grid[at + down + right] as number) * fx) * fy;
  return { level: mix(mesh.level), rms: mix(mesh.rms) };
}

type Box = readonly [left: number, top: number, right: number, bottom: number];

function samplePlane({ width, height, data }: Pixels, plane: number, box: Box, sample: Float32Array): number {
  const [left, top, right, bottom] = box;
  let count = 0;
  for (let y = top; y < bottom; y += STRIDE) {
    const row = (plane * height + y) * width;
    for (let x = left; x < right; x += STRIDE) {
      const value = data[row + x] as number;
      if (Number.isFinite(value)) sample[count++] = value;
    }
  }
  return count;
}

function sampleMean({ width, height, data }: Pixels, _: number, [left, top, right, bottom]: Box, sample: Float32Array) {
  const size = width * height;
  let count = 0;
  for (let y = top; y < bottom; y += STRIDE)
    for (let x = left; x < right; x += STRIDE) {
      const at = y * width + x;
      const value = ((data[at] as number) + (data[at + size] as number) + (data[at + 2 * size] as number)) / 3;
      if (Number.isFinite(value)) sample[count++] = value;
    }
  return count;
}

/** Each cell's median with its eight neighbours; beyond the edge the grid goes straight on. */
function medianOfNeighbours(grid: Float32Array, columns: number, rows: number): Float32Array {
  const result = new Float32Array(grid.length);
  const near = new Float32Array(9);
  const inRow = (y: number, x: number): number => {
    const row = y * columns;
    if (x < 0) return 2 * (grid[row] as number) - (grid[row + Math.min(1, columns - 1)] as number);
    if (x >= columns) return 2 * (grid[row + columns - 1] as number) - (grid[row + Math.max(0, columns - 2)] as number);
    return grid[row + x] as number;
  };
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      let count = 0;
      for (let y = row - 1; y <= row + 1; y++)
        for (let x = column - 1; x <= column + 1; x++) {
          if (y < 0) near[count++] = 2 * inRow(0, x) - inRow(Math.min(1, rows - 1), x);
          else if (y >= rows) near[count++] = 2 * inRow(rows - 1, x) - inRow(Math.max(0, rows - 2), x);
          else near[count++] = inRow(y, x);
        }
      result[row * columns + column] = selectRank(near, 9, 4);
    }
  return result;
}
