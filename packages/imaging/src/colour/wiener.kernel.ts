// The colours of a mosaic, four pixels of a row at a time: see wiener.ts. Rows are `stride` bytes apart and begin with four
// pixels of border; eight of them lie in a ring, row y at y & 7.

const BORDER: usize = 16;

export function widen(from: usize, to: usize, count: u32): void {
  for (let i: u32 = 0; i < count; i += 4)
    v128.store(to + 4 * i, f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(v128.load64_zero(from + 2 * i))));
}

// Rounded to whole numbers of 16 bits. `count` is a multiple of 8; `to` may be `from`.
export function narrow(from: usize, to: usize, count: u32): void {
  const half = f32x4.splat(0.5);
  for (let i: u32 = 0; i < count; i += 8) {
    const low = i32x4.trunc_sat_f32x4_s(f32x4.add(v128.load(from + 4 * i), half));
    const high = i32x4.trunc_sat_f32x4_s(f32x4.add(v128.load(from + 4 * i + 16), half));
    v128.store(to + 2 * i, i16x8.narrow_i32x4_u(low, high));
  }
}

// A whole row, borders included, as square roots: u / s is u / s for a little light u, and 2 sqrt(u / s) for much, halved.
export function curve(values: usize, to: usize, stride: u32, evenSky: f32, oddSky: f32, scale: f32): void {
  const skies = f32x4(evenSky, oddSky, evenSky, oddSky);
  const one = f32x4.splat(1);
  const parts = f32x4.splat(1 / scale);
  for (let at: u32 = 0; at < stride; at += 16) {
    const light = f32x4.mul(f32x4.sub(v128.load(values + at), skies), parts);
    const root = f32x4.sqrt(f32x4.add(one, f32x4.abs(light)));
    v128.store(to + at, f32x4.div(light, f32x4.add(one, root)));
  }
}

// Row y of three planes. At `weights` stand two filters of 16 vectors: the first makes green where a colour was measured and
// that colour where green was, the second the other colour. `isGreen` is 1 where green was measured at even pixels. Up to
// three more pixels than `count` are written.
export function interpolate(
  values: usize,
  curved: usize,
  stride: u32,
  y: u32,
  count: u32,
  folded: usize,
  weights: usize,
  isGreen: u32,
  greenSky: f32,
  ownSky: f32,
  otherSky: f32,
  scale: f32,
  green: usize,
  own: usize,
  other: usize,
): void {
  const row = curved + (y & 7) * stride;
  for (let k: u32 = 1; k <= 3; k++) {
    const above = curved + ((y - k) & 7) * stride;
    const below = curved + ((y + k) & 7) * stride;
    const to = folded + (k - 1) * stride;
    for (let at: u32 = 0; at < stride; at += 16)
      v128.store(to + at, f32x4.add(v128.load(above + at), v128.load(below + at)));
  }
  const measured = values + (y & 7) * stride + BORDER;
  const isColour = isGreen ? i32x4(0, -1, 0, -1) : i32x4(-1, 0, -1, 0);
  const firstSky = isGreen ? f32x4(ownSky, greenSky, ownSky, greenSky) : f32x4(greenSky, ownSky, greenSky, ownSky);
  const secondSky = f32x4.splat(otherSky);
  const scales = f32x4.splat(scale);
  for (let x: u32 = 0; x < 4 * count; x += 16) {
    let first = f32x4.splat(0);
    let second = f32x4.splat(0);
    for (let k: u32 = 0; k < 4; k++) {
      const at = (k === 0 ? row : folded + (k - 1) * stride) + BORDER + x;
      const with_ = weights + 64 * k;
      const zero = v128.load(at);
      const one = f32x4.add(v128.load(at - 4), v128.load(at + 4));
      const two = f32x4.add(v128.load(at - 8), v128.load(at + 8));
      const three = f32x4.add(v128.load(at - 12), v128.load(at + 12));
      first = f32x4.add(
        first,
        f32x4.add(
          f32x4.add(f32x4.mul(zero, v128.load(with_)), f32x4.mul(one, v128.load(with_ + 16))),
          f32x4.add(f32x4.mul(two, v128.load(with_ + 32)), f32x4.mul(three, v128.load(with_ + 48))),
        ),
      );
      second = f32x4.add(
        second,
        f32x4.add(
          f32x4.add(f32x4.mul(zero, v128.load(with_ + 256)), f32x4.mul(one, v128.load(with_ + 272))),
          f32x4.add(f32x4.mul(two, v128.load(with_ + 288)), f32x4.mul(three, v128.load(with_ + 304))),
        ),
      );
    }
    const value = v128.load(measured + x);
    const found = f32x4.add(straight(first, scales), firstSky);
    v128.store(green + x, v128.bitselect(found, value, isColour));
    v128.store(own + x, v128.bitselect(value, found, isColour));
    v128.store(other + x, f32x4.add(straight(second, scales), secondSky));
  }
}

// What curve takes to t: t (|t| + 2) s.
function straight(t: v128, scales: v128): v128 {
  return f32x4.mul(f32x4.mul(t, f32x4.add(f32x4.abs(t), f32x4.splat(2))), scales);
}
