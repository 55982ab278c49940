// The sums that one step of fitting a Gaussian is made of: see gaussianMoments.ts. Four pixels at a time in 32-bit
// floating point, in the order of the plain way; rows are added in 64 bits.

const PARTS: usize = 9;

// `rows` rows of `columns` values, a multiple of four, begin at `from`; the first is at (left, top) from the centre of a
// Gaussian of this height and inverse covariance [a b; b c]. 22 sums go to `to`; room for four times nine values follows.
export function moments(
  from: usize,
  rows: u32,
  columns: u32,
  left: f32,
  top: f32,
  height: f32,
  a: f32,
  b: f32,
  c: f32,
  variance: f32,
  perAdu: f32,
  ceiling: f32,
  to: usize,
): void {
  for (let i: usize = 0; i < 22; i++) store<f64>(to + 8 * i, 0);
  const room = to + 176;
  const one = f32x4.splat(1.0);
  const halfA = f32x4.splat(<f32>-0.5 * a);
  const heights = f32x4.splat(height);
  const variances = f32x4.splat(variance);
  const perAdus = f32x4.splat(perAdu);
  const ceilings = f32x4.splat(ceiling);
  const first = f32x4.add(f32x4.splat(left), f32x4(0.0, 1.0, 2.0, 3.0));
  for (let row: u32 = 0; row < rows; row++) {
    const v: f32 = top + <f32>row;
    const slope = f32x4.splat(-b * v);
    const rest = f32x4.splat(<f32>-0.5 * c * v * v);
    let m0 = f32x4.splat(0.0);
    let m1 = m0;
    let m2 = m0;
    let m3 = m0;
    let m4 = m0;
    let r0 = m0;
    let r1 = m0;
    let r2 = m0;
    let chi = m0;
    for (let x: u32 = 0; x < columns; x += 4, from += 16) {
      const value = v128.load(from);
      const u = f32x4.add(first, f32x4.splat(<f32>x));
      const power = f32x4.add(f32x4.mul(f32x4.add(f32x4.mul(halfA, u), slope), u), rest);
      const light = f32x4.mul(heights, exponential(power));
      const counts = f32x4.lt(value, ceilings);
      const residual = v128.and(f32x4.sub(value, light), counts);
      const weight = v128.and(f32x4.div(one, f32x4.add(variances, f32x4.mul(light, perAdus))), counts);
      const weighted = f32x4.mul(weight, light);
      const r = f32x4.mul(weighted, residual);
      const square = f32x4.mul(u, u);
      const moment = f32x4.mul(weighted, light);
      const second = f32x4.mul(moment, square);
      m0 = f32x4.add(m0, moment);
      m1 = f32x4.add(m1, f32x4.mul(moment, u));
      m2 = f32x4.add(m2, second);
      m3 = f32x4.add(m3, f32x4.mul(second, u));
      m4 = f32x4.add(m4, f32x4.mul(second, square));
      r0 = f32x4.add(r0, r);
      r1 = f32x4.add(r1, f32x4.mul(r, u));
      r2 = f32x4.add(r2, f32x4.mul(r, square));
      chi = f32x4.add(chi, f32x4.mul(f32x4.mul(weight, residual), residual));
    }
    v128.store(room, m0);
    v128.store(room + 16, m1);
    v128.store(room + 32, m2);
    v128.store(room + 48, m3);
    v128.store(room + 64, m4);
    v128.store(room + 80, r0);
    v128.store(room + 96, r1);
    v128.store(room + 112, r2);
    v128.store(room + 128, chi);
    addRow(<f64>v, room, to);
  }
}

// The four sums of a row in `room` as one, and their products with powers of v.
function addRow(v: f64, room: usize, to: usize): void {
  for (let i: usize = 0; i < PARTS; i++) {
    const at = room + 16 * i;
    const sum = load<f32>(at) + load<f32>(at + 8) + (load<f32>(at + 4) + load<f32>(at + 12));
    store<f64>(room + 144 + 8 * i, <f64>sum);
  }
  const m0 = load<f64>(room + 144);
  const m1 = load<f64>(room + 152);
  const m2 = load<f64>(room + 160);
  const m3 = load<f64>(room + 168);
  const m4 = load<f64>(room + 176);
  const r0 = load<f64>(room + 184);
  const r1 = load<f64>(room + 192);
  const r2 = load<f64>(room + 200);
  const v2 = v * v;
  add(to, m0);
  add(to + 8, m1);
  add(to + 16, m0 * v);
  add(to + 24, m2);
  add(to + 32, m1 * v);
  add(to + 40, m0 * v2);
  add(to + 48, m3);
  add(to + 56, m2 * v);
  add(to + 64, m1 * v2);
  add(to + 72, m0 * v2 * v);
  add(to + 80, m4);
  add(to + 88, m3 * v);
  add(to + 96, m2 * v2);
  add(to + 104, m1 * v2 * v);
  add(to + 112, m0 * v2 * v2);
  add(to + 120, r0);
  add(to + 128, r1);
  add(to + 136, r0 * v);
  add(to + 144, r2);
  add(to + 152, r1 * v);
  add(to + 160, r0 * v2);
  add(to + 168, load<f64>(room + 208));
}

function add(at: usize, value: f64): void {
  store<f64>(at, load<f64>(at) + value);
}

// e to the power, to the last bit or two: a power of two, and a polynomial for the rest.
function exponential(power: v128): v128 {
  const x = f32x4.min(f32x4.max(power, f32x4.splat(-80.0)), f32x4.splat(80.0));
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(<f32>Math.LOG2E)));
  const high = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375)));
  const f = f32x4.sub(high, f32x4.mul(n, f32x4.splat(-2.1219444e-4)));
  let sum = f32x4.splat(1.0 / 720.0);
  sum = f32x4.add(f32x4.mul(sum, f), f32x4.splat(1.0 / 120.0));
  sum = f32x4.add(f32x4.mul(sum, f), f32x4.splat(1.0 / 24.0));
  sum = f32x4.add(f32x4.mul(sum, f), f32x4.splat(1.0 / 6.0));
  sum = f32x4.add(f32x4.mul(sum, f), f32x4.splat(0.5));
  sum = f32x4.add(f32x4.mul(sum, f), f32x4.splat(1.0));
  sum = f32x4.add(f32x4.mul(sum, f), f32x4.splat(1.0));
  const exponent = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(sum, exponent);
}
