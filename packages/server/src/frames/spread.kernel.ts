// 32-bit floats to 16 bits over the range that they use; `count` is a multiple of 8.

// The least and the largest finite value, at `to` and four bytes behind it; the least is above the largest where there is
// none.
export function extremes(from: usize, count: u32, to: usize): void {
  let least = f32x4.splat(Infinity);
  let most = f32x4.splat(-Infinity);
  for (let at = from; at < from + 4 * count; at += 16) {
    const value = v128.load(at);
    const finite = f32x4.lt(f32x4.abs(value), f32x4.splat(Infinity));
    least = f32x4.pmin(least, v128.bitselect(value, f32x4.splat(Infinity), finite));
    most = f32x4.pmax(most, v128.bitselect(value, f32x4.splat(-Infinity), finite));
  }
  const low = min(
    min(f32x4.extract_lane(least, 0), f32x4.extract_lane(least, 1)),
    min(f32x4.extract_lane(least, 2), f32x4.extract_lane(least, 3)),
  );
  const high = max(
    max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)),
    max(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)),
  );
  store<f32>(to, low);
  store<f32>(to + 4, high);
}

// (value - low) * factor, rounded, from 0 to 65535; 0 for what is no number. In 64 bits: their order stays.
export function spread(from: usize, to: usize, count: u32, low: f64, factor: f64): void {
  for (let i: u32 = 0; i < count; i += 8)
    v128.store(to + 2 * i, i16x8.narrow_i32x4_u(four(from + 4 * i, low, factor), four(from + 4 * i + 16, low, factor)));
}

function four(from: usize, low: f64, factor: f64): v128 {
  const value = v128.load(from);
  const left = f64x2.promote_low_f32x4(value);
  const right = f64x2.promote_low_f32x4(v128.shuffle<u64>(value, value, 1, 1));
  const a = i32x4.trunc_sat_f64x2_s_zero(stored(left, low, factor));
  const b = i32x4.trunc_sat_f64x2_s_zero(stored(right, low, factor));
  return v128.shuffle<u64>(a, b, 0, 2);
}

function stored(value: v128, low: f64, factor: f64): v128 {
  const scaled = f64x2.mul(f64x2.sub(value, f64x2.splat(low)), f64x2.splat(factor));
  return f64x2.add(scaled, f64x2.splat(0.5));
}
