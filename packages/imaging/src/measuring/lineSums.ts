/**
 * Sums of a square image along very many lines at once: the approximate discrete Radon transform (Götz & Druckmüller 1996,
 * Pattern Recognition 29, 711; Brady 1998, SIAM J. Comput. 27, 107). Lines over a strip of columns are joined from those
 * over its two halves, so that all of them cost N² log N.
 */

/** All lines over one strip of columns that rise by `slope` rows from its first to its last column. */
export interface LinesOfSlope {
  /** First column of the strip, and how many it has. */
  readonly from: number;
  readonly width: number;
  /** Rows from the first to the last column, 0 to width - 1. */
  readonly slope: number;
  /** sums[row + size] is that of the line that begins in `row` of the first column; row runs from -size to size - 1. */
  readonly sums: Float32Array;
}

/**
 * Visits the sums along all lines that rise by 0 to 45 degrees, over the whole width and over the halves and quarters of
 * it. Turn or mirror the image for the other directions.
 *
 * @param size a power of two, four at least; `image` has its square of values, row by row
 */
export function lineSums(image: Float32Array, size: number, visit: (lines: LinesOfSlope) => void): void {
  const height = 2 * size;
  // [strip][slope][row]: rows side by side, so that joining two lines is adding two runs of memory.
  let strips = new Float32Array(size * height);
  let joined = new Float32Array(size * height);
  for (let x = 0; x < size; x++)
    for (let y = 0; y < size; y++) strips[x * height + size + y] = image[y * size + x] as number;
  for (let width = 1; width < size; ) {
    const wide = 2 * width;
    for (let strip = 0; strip < size / wide; strip++)
      for (let slope = 0; slope < width; slope++) {
        const left = (2 * strip * width + slope) * height;
        const right = ((2 * strip + 1) * width + slope) * height;
        const to = (strip * wide + 2 * slope) * height;
        join(strips, left, right, slope, joined, to, height);
        join(strips, left, right, slope + 1, joined, to + height, height);
      }
    [strips, joined] = [joined, strips];
    width = wide;
    if (width * 4 < size) continue;
    for (let strip = 0; strip < size / width; strip++)
      for (let slope = 0; slope < width; slope++) {
        const at = (strip * width + slope) * height;
        visit({ from: strip * width, width, slope, sums: strips.subarray(at, at + height) });
      }
  }
}

function join(
  from: Float32Array,
  left: number,
  right: number,
  shift: number,
  to: Float32Array,
  at: number,
  height: number,
): void {
  const last = height - shift;
  for (let row = 0; row < last; row++)
    to[at + row] = (from[left + row] as number) + (from[right + row + shift] as number);
  for (let row = last; row < height; row++) to[at + row] = from[left + row] as number;
}
