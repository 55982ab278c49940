// Two rows of 16-bit pixels to one of half as many, each the mean of four, rounded: eight at a time. `count` is rounded
// up to a multiple of eight; there has to be room to read and to write.

export function halve(upper: usize, lower: usize, to: usize, count: u32): void {
  const half = i32x4.splat(2);
  const end = to + count * 2;
  for (; to < end; to += 16, upper += 32, lower += 32)
    v128.store(to, i16x8.narrow_i32x4_u(four(upper, lower, half), four(upper + 16, lower + 16, half)));
}

function four(upper: usize, lower: usize, half: v128): v128 {
  const above = i32x4.extadd_pairwise_i16x8_u(v128.load(upper));
  const below = i32x4.extadd_pairwise_i16x8_u(v128.load(lower));
  return i32x4.shr_u(i32x4.add(i32x4.add(above, below), half), 2);
}
