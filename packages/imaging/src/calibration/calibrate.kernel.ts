// (light - dark) / (flat / level) in 32 bits, four pixels at a time: see calibrate.ts. `count` is a multiple of 4; `dark`
// and `flat` may be 0: there is none. `to` may be `light`.

export function widen(from: usize, to: usize, count: u32): void {
  for (let i: u32 = 0; i < count; i += 4)
    v128.store(to + 4 * i, f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(v128.load64_zero(from + 2 * i))));
}

export function calibrate(light: usize, dark: usize, flat: usize, level: f32, to: usize, count: u32): void {
  const levels = f32x4.splat(level);
  const least = f32x4.splat(0.01);
  for (let at: u32 = 0; at < 4 * count; at += 16) {
    let value = v128.load(light + at);
    if (dark) value = f32x4.sub(value, v128.load(dark + at));
    if (flat) {
      const relative = f32x4.div(v128.load(flat + at), levels);
      value = v128.bitselect(f32x4.div(value, relative), value, f32x4.gt(relative, least));
    }
    v128.store(to + at, value);
  }
}

// Rounded to whole numbers of 16 bits, `add` (and a half) added; what is no number becomes 0. `count` is a multiple of 8.
export function narrow(from: usize, to: usize, count: u32, add: f32): void {
  const adds = f32x4.splat(add);
  for (let i: u32 = 0; i < count; i += 8) {
    const low = i32x4.trunc_sat_f32x4_s(f32x4.add(v128.load(from + 4 * i), adds));
    const high = i32x4.trunc_sat_f32x4_s(f32x4.add(v128.load(from + 4 * i + 16), adds));
    v128.store(to + 2 * i, i16x8.narrow_i32x4_u(low, high));
  }
}
