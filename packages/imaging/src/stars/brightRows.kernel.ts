// Rows of a 16-bit frame at half its size, smoothed, and where they are brighter than a limit: see brightRows.ts. Rows
// are padded to a multiple of four values; everything is a whole number until the last step, so that 32-bit floating
// point is exact.

// From two rows of 16-bit pixels that lie one after the other: the sums of two by two.
export function sumTwoByTwo(from: usize, width: u32, to: usize): void {
  const end = to + (width >> 1) * 4;
  const next = width * 2;
  for (; to < end; to += 16, from += 16) {
    const upper = i32x4.extadd_pairwise_i16x8_u(v128.load(from));
    const lower = i32x4.extadd_pairwise_i16x8_u(v128.load(from + next));
    v128.store(to, f32x4.convert_i32x4_s(i32x4.add(upper, lower)));
  }
}

// [1 2 1] both ways over 16 of three rows of sums. `vertical` is room for one row more, with a value before and after it.
export function smooth(above: usize, middle: usize, below: usize, vertical: usize, to: usize, length: u32): void {
  const bytes: usize = length * 4;
  for (let at: usize = 0; at < bytes; at += 16) {
    const m = v128.load(middle + at);
    v128.store(vertical + at, f32x4.add(f32x4.add(v128.load(above + at), v128.load(below + at)), f32x4.add(m, m)));
  }
  store<f32>(vertical - 4, load<f32>(vertical));
  store<f32>(vertical + bytes, load<f32>(vertical + bytes - 4));
  const part = f32x4.splat(1.0 / 16.0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const m = v128.load(vertical + at);
    const sides = f32x4.add(v128.load(vertical + at - 4), v128.load(vertical + at + 4));
    v128.store(to + at, f32x4.mul(f32x4.add(sides, f32x4.add(m, m)), part));
  }
}

// The places at which `values` are above limits that lie between two others, `part` of the way from `upper` to `lower`;
// in order. Returns how many.
export function findAbove(values: usize, upper: usize, lower: usize, part: f32, length: u32, places: usize): u32 {
  const bytes: usize = length * 4;
  const parts = f32x4.splat(part);
  let to = places;
  for (let at: usize = 0; at < bytes; at += 16) {
    const from = v128.load(upper + at);
    const limit = f32x4.add(from, f32x4.mul(parts, f32x4.sub(v128.load(lower + at), from)));
    let above = i32x4.bitmask(f32x4.gt(v128.load(values + at), limit));
    while (above > 0) {
      const place = <u32>(at >> 2) + ctz(above);
      if (place < length) {
        store<u32>(to, place);
        to += 4;
      }
      above &= above - 1;
    }
  }
  return <u32>((to - places) >> 2);
}
