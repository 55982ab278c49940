// Summits of a 16-bit frame at half its size: see sharpPeaks.ts. Until the height of a summit is taken everything is a whole
// number below 2^24, so that 32-bit floating point is exact.

// Half-size pixels from a summit to the ring around it, and to the edge of the frame.
const RING: i32 = 4;
const DIAGONAL: i32 = 3;
const EDGE: u32 = 5;

// The sums of two by two pixels of `rows` pairs of rows. Rows of sums are `stride` bytes apart.
export function halve(from: usize, width: u32, rows: u32, to: usize, stride: u32): void {
  const next: usize = width * 2;
  for (let row: u32 = 0; row < rows; row++) {
    let source = from + 2 * row * next;
    const begin = to + row * stride;
    for (let at = begin; at < begin + (width >> 1) * 4; at += 16, source += 16) {
      const upper = i32x4.extadd_pairwise_i16x8_u(v128.load(source));
      const lower = i32x4.extadd_pairwise_i16x8_u(v128.load(source + next));
      v128.store(at, f32x4.convert_i32x4_s(i32x4.add(upper, lower)));
    }
  }
}

// [1 2 1] both ways of `rows` rows of sums but the first and the last; the outermost columns get what nobody asks for.
export function smoothed(from: usize, rows: u32, stride: u32, vertical: usize, to: usize): void {
  for (let row: u32 = 1; row + 1 < rows; row++) {
    const middle = from + row * stride;
    for (let at: usize = 0; at < stride; at += 16) {
      const m = v128.load(middle + at);
      const sides = f32x4.add(v128.load(middle - stride + at), v128.load(middle + stride + at));
      v128.store(vertical + at, f32x4.add(sides, f32x4.add(m, m)));
    }
    for (let at: usize = 0; at < stride; at += 16) {
      const m = v128.load(vertical + at);
      const sides = f32x4.add(v128.load(vertical + at - 4), v128.load(vertical + at + 4));
      v128.store(to + row * stride + at, f32x4.add(sides, f32x4.add(m, m)));
    }
  }
}

// The summits of one row, the `y`th: brighter than `limits` and than all around, of equal ones the first, and
// twice as far above the sky as the ring around them, but for one place in it. Stored are x, y and the height above `skies`. Returns where the next goes.
export function summits(row: usize, stride: u32, columns: u32, y: u32, limits: usize, skies: usize, to: usize): usize {
  for (let x: u32 = EDGE; x < columns - EDGE; x += 4) {
    const at = row + 4 * x;
    const v = v128.load(at);
    const isHigh = f32x4.gt(v, v128.load(limits + 4 * x));
    if (!v128.any_true(isHigh)) continue;
    const before = v128.and(
      v128.and(f32x4.gt(v, v128.load(at - 4)), f32x4.gt(v, v128.load(at - stride))),
      v128.and(f32x4.gt(v, v128.load(at - stride - 4)), f32x4.gt(v, v128.load(at - stride + 4))),
    );
    const after = v128.and(
      v128.and(f32x4.ge(v, v128.load(at + 4)), f32x4.ge(v, v128.load(at + stride))),
      v128.and(f32x4.ge(v, v128.load(at + stride - 4)), f32x4.ge(v, v128.load(at + stride + 4))),
    );
    let found = i32x4.bitmask(v128.and(isHigh, v128.and(before, after)));
    while (found > 0) {
      const place = x + ctz(found);
      found &= found - 1;
      if (place >= columns - EDGE) break;
      const sky = load<f32>(skies + 4 * place);
      const height = load<f32>(row + 4 * place) - sky;
      if (brightAround(row + 4 * place, stride, <f64>sky + 0.5 * <f64>height) > 1) continue;
      store<f32>(to, <f32>place);
      store<f32>(to + 4, <f32>y);
      store<f32>(to + 8, height);
      to += 12;
    }
  }
  return to;
}

// How many of eight around are brighter than a limit.
function brightAround(at: usize, stride: u32, limit: f64): u32 {
  const above = at - DIAGONAL * stride;
  const below = at + DIAGONAL * stride;
  let count = isAbove(at - 4 * RING, limit) + isAbove(at + 4 * RING, limit);
  count += isAbove(at - RING * stride, limit) + isAbove(at + RING * stride, limit);
  count += isAbove(above - 4 * DIAGONAL, limit) + isAbove(above + 4 * DIAGONAL, limit);
  return count + isAbove(below - 4 * DIAGONAL, limit) + isAbove(below + 4 * DIAGONAL, limit);
}

function isAbove(at: usize, limit: f64): u32 {
  return <f64>load<f32>(at) > limit ? 1 : 0;
}
