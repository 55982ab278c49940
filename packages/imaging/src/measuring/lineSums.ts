/**
 * Sums of an image along very many lines at once: the approximate discrete Radon transform (Götz & Druckmüller 1996,
 * Pattern Recognition 29, 711; Brady 1998, SIAM J. Comput. 27, 107). Lines over a strip of columns are joined from those
 * over its two halves, so that all of them cost N² log N.
 */

/** An image as it lies in memory or turned: the pixel (x, y) is image[first + x * right + y * down]. */
export interface TurnedImage {
  readonly image: Float32Array;
  readonly width: number;
  readonly height: number;
  readonly first: number;
  readonly right: number;
  readonly down: number;
}

/** All lines over one strip of columns that rise by `slope` rows from its first to its last column. */
export interface LinesOfSlope {
  /** First column of the strip, and how many it has. */
  readonly from: number;
  readonly width: number;
  /** Rows from the first to the last column, 0 to width - 1. */
  readonly slope: number;
  /**
   * sums[row + size] is that of the line that begins in `row` of the first column, from -slope to the last row of the
   * image; what lies beyond says nothing.
   */
  readonly sums: Float32Array;
}

/** The smallest power of two that the image's sides are not longer than, four at least. */
export const lineSize = ({ width, height }: Pick<TurnedImage, 'width' | 'height'>): number =>
  2 ** Math.max(2, Math.ceil(Math.log2(Math.max(width, height))));

/**
 * Visits the sums along all lines that rise by 0 to 45 degrees, over the whole width (of the image continued with zeros to
 * its lineSize) and over the halves and quarters of it. Turn or mirror the image for the other directions.
 */
export function lineSums(turned: TurnedImage, visit: (lines: LinesOfSlope) => void): void {
  const size = lineSize(turned);
  const length = 2 * size;
  // [strip][slope][row]: rows side by side, so that joining two lines is adding two runs of memory.
  let strips = new Float32Array(size * length);
  let joined = new Float32Array(size * length);
  layColumns(turned, size, strips);
  for (let width = 1; width < size; ) {
    const wide = 2 * width;
    for (let strip = 0; strip < size / wide; strip++)
      for (let slope = 0; slope < width; slope++) {
        const left = (2 * strip * width + slope) * length + size;
        const right = ((2 * strip + 1) * width + slope) * length + size;
        const to = (strip * wide + 2 * slope) * length + size;
        join(strips, left, right, slope, slope, joined, to, turned.height);
        join(strips, left, right, slope, slope + 1, joined, to + length, turned.height);
      }
    [strips, joined] = [joined, strips];
    width = wide;
    if (width * 4 < size) continue;
    for (let strip = 0; strip < size / width; strip++)
      for (let slope = 0; slope < width; slope++) {
        const at = (strip * width + slope) * length;
        visit({ from: strip * width, width, slope, sums: strips.subarray(at, at + length) });
      }
  }
}

/** Strips of one column each: the lines of slope 0, in the upper half of their room. Columns beyond the image are 0. */
export function layColumns(
  { image, width, height, first, right, down }: TurnedImage,
  size: number,
  strips: Float32Array,
): void {
  for (let x = 0; x < size; x++) {
    let to = (2 * x + 1) * size;
    if (x >= width) strips.fill(0, to, to + height);
    else for (let y = 0, at = first + x * right; y < height; y++, at += down) strips[to++] = image[at] as number;
  }
}

/** Lines of `slope` joined to lines that are `shift` rows higher at once, of an image that has nothing beyond its `height`. */
function join(
  from: Float32Array,
  left: number,
  right: number,
  slope: number,
  shift: number,
  to: Float32Array,
  at: number,
  height: number,
): void {
  for (let row = -slope - shift; row < -slope; row++) to[at + row] = from[right + row + shift] as number;
  for (let row = -slope; row < height - shift; row++)
    to[at + row] = (from[left + row] as number) + (from[right + row + shift] as number);
  for (let row = Math.max(-slope, height - shift); row < height; row++) to[at + row] = from[left + row] as number;
}
