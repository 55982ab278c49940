// Sums along lines, joined from those of half the width, and the brightest line of every slope: see lineSums.ts and
// brightLines.ts. Where four values reach over the end of a run, what follows is written after it or is never read.

// From all strips of `width` columns those of twice as many.
export function joinLines(from: usize, to: usize, size: u32, width: u32, height: u32): void {
  const line: usize = 8 * size;
  const zero: usize = 4 * size;
  const strips = size / (2 * width);
  for (let strip: u32 = 0; strip < strips; strip++)
    for (let slope: u32 = 0; slope < width; slope++) {
      const left = from + (2 * strip * width + slope) * line + zero;
      const right = from + ((2 * strip + 1) * width + slope) * line + zero;
      const at = to + (2 * strip * width + 2 * slope) * line + zero;
      join(left, right, slope, slope, at, height);
      join(left, right, slope, slope + 1, at + line, height);
    }
}

function join(left: usize, right: usize, slope: i32, shift: i32, to: usize, height: i32): void {
  const shifted = right + 4 * shift;
  let row: isize = -4 * (slope + shift);
  const begin: isize = -4 * slope;
  const end: isize = 4 * (height - shift);
  const last: isize = 4 * height;
  for (; row < begin; row += 16) v128.store(to + row, v128.load(shifted + row));
  for (row = begin; row < end; row += 16)
    v128.store(to + row, f32x4.add(v128.load(left + row), v128.load(shifted + row)));
  for (row = max(begin, end); row < last; row += 16) v128.store(to + row, v128.load(left + row));
}

// Of all lines over strips of `width` columns: five numbers for each slope.
export function brightest(
  strips: usize,
  size: u32,
  width: u32,
  imageWidth: i32,
  imageHeight: i32,
  fewest: f32,
  to: usize,
): void {
  for (let line: u32 = 0; line < size; line++, to += 20) {
    const slope: i32 = line % width;
    const columns: i32 = min(<i32>width, imageWidth - <i32>(line - slope));
    const perRow: f32 = slope === 0 ? 1e9 : <f32>(<f64>(width - 1) / <f64>slope);
    brightestOf(strips + (<usize>line * 2 + 1) * size * 4, slope, imageHeight, <f32>columns, perRow, fewest, to);
  }
}

function brightestOf(sums: usize, slope: i32, height: i32, columns: f32, perRow: f32, fewest: f32, to: usize): void {
  const all = f32x4.splat(columns);
  const each = f32x4.splat(perRow);
  const least = f32x4.splat(fewest);
  const zero = f32x4.splat(0);
  const end = f32x4.splat(<f32>height);
  let counts = zero;
  let sum = zero;
  let squares = zero;
  let most = zero;
  let best = zero;
  let rows = f32x4.add(f32x4.splat(<f32>-slope), f32x4(0, 1, 2, 3));
  for (let row: i32 = -slope; row < height; row += 4) {
    const inside = f32x4.min(f32x4.mul(f32x4.sub(end, rows), each), all);
    const pixels = f32x4.sub(inside, f32x4.mul(f32x4.max(f32x4.neg(rows), zero), each));
    const enough = f32x4.ge(pixels, least);
    const value = v128.and(f32x4.div(v128.load(sums + <isize>row * 4), f32x4.sqrt(pixels)), enough);
    counts = f32x4.add(counts, v128.and(f32x4.splat(1), enough));
    sum = f32x4.add(sum, value);
    squares = f32x4.add(squares, f32x4.mul(value, value));
    const more = f32x4.gt(value, most);
    most = v128.bitselect(value, most, more);
    best = v128.bitselect(rows, best, more);
    rows = f32x4.add(rows, f32x4.splat(4));
  }
  store<f32>(to, together(counts));
  store<f32>(to + 4, together(sum));
  store<f32>(to + 8, together(squares));
  let value = f32x4.extract_lane(most, 0);
  let place = f32x4.extract_lane(best, 0);
  if (f32x4.extract_lane(most, 1) > value) {
    value = f32x4.extract_lane(most, 1);
    place = f32x4.extract_lane(best, 1);
  }
  if (f32x4.extract_lane(most, 2) > value) {
    value = f32x4.extract_lane(most, 2);
    place = f32x4.extract_lane(best, 2);
  }
  if (f32x4.extract_lane(most, 3) > value) {
    value = f32x4.extract_lane(most, 3);
    place = f32x4.extract_lane(best, 3);
  }
  store<f32>(to + 12, value);
  store<f32>(to + 16, place);
}

function together(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
}
