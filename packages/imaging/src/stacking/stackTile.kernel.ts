// What a stack does to a tile, four pixels at a time: frames are laid onto the reference (resample.ts), the values of each
// pixel are put together (stack.ts), or a frame is added to a stack that grows (runningStack.ts). 32 bits throughout.

const MEAN: u32 = 0;
const SUM: u32 = 1;
const MEDIAN: u32 = 2;
const KAPPA_SIGMA: u32 = 3;
const WINSORISED: u32 = 4;

// Rows of unsigned 16-bit samples become floats: `count` of each row, and zeros up to its end. Rows are `stride` bytes
// apart as floats and half of that as they come; `to` must not overlap `from`.
export function widenRows(from: usize, to: usize, count: u32, rows: u32, stride: u32): void {
  for (let row: u32 = 0; row < rows; row++) {
    const begin = to + row * stride;
    let source = from + row * (stride >> 1);
    for (let at = begin; at < begin + 4 * count; at += 32) {
      const v = v128.load(source);
      v128.store(at, f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(v)));
      v128.store(at + 16, f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(v)));
      source += 16;
    }
  }
  clearEnds(to, count, rows, stride);
}

// Vectors reach beyond the last column, and a place that rounding takes to the next pixel weighs the one beyond with
// zero: what is there must be a number.
export function clearEnds(to: usize, count: u32, rows: u32, stride: u32): void {
  for (let row: u32 = 0; row < rows; row++)
    for (let at = to + row * stride + 4 * count; at < to + (row + 1) * stride; at += 4) store<f32>(at, 0);
}

// Catmull-Rom: `count` pixels of a row, the first of them at (u, v) in the source, each next one (a, b) further. Up to
// three more are written, which must not matter.
export function cubicRow(
  source: usize,
  stride: u32,
  u: f64,
  v: f64,
  a: f64,
  b: f64,
  count: u32,
  to: usize,
  offset: f32,
): void {
  const towards: i32 = a < 0 ? -1 : 1;
  for (let x: u32 = 0; x < count; ) {
    const s = u + a * <f64>x;
    const t = v + b * <f64>x;
    const i = Math.floor(s);
    const j = Math.floor(t);
    // Between frames of one camera long runs lie pixel for pixel beside each other; the next run writes over what this
    // one has written too much.
    const run = <u32>min(within(s - i, a - <f64>towards), min(within(t - j, b), <f64>(count - x)));
    const at = to + 4 * x;
    if (run < SHORT) {
      scattered(source, stride, s, t, a, b, at, offset);
      x += 4;
      continue;
    }
    const corner = source + <usize>((<i32>j - 1) * <i32>stride + (<i32>i - 1) * 4);
    neighbours(corner, stride, <f32>(s - i), <f32>(t - j), <f32>(a - <f64>towards), <f32>b, towards, run, at, offset);
    x += run;
  }
}

// The same for `rows` rows, each of them whole: pixel (x, y + k) lies at (tx + a x - b (y + k), ty + b x + a (y + k)) in the frame,
// of which the source begins at (left, top). They go `step` bytes apart.
export function cubicRows(
  source: usize,
  stride: u32,
  tx: f64,
  ty: f64,
  a: f64,
  b: f64,
  x: f64,
  y: f64,
  left: f64,
  top: f64,
  count: u32,
  rows: u32,
  to: usize,
  step: u32,
  offset: f32,
): void {
  for (let row: u32 = 0; row < rows; row++) {
    const u = tx + a * x - b * (y + <f64>row);
    const v = ty + b * x + a * (y + <f64>row);
    cubicRow(source, stride, u - left, v - top, a, b, count, to + row * step, offset);
  }
}

// Shorter runs are not worth it.
const SHORT: u32 = 6;

// How many pixels stay inside the one on which the first lies, at a fraction of it, when each is a step further.
function within(fraction: f64, step: f64): f64 {
  if (step > 0) return Math.ceil((1 - fraction) / step);
  return step < 0 ? Math.floor(fraction / -step) + 1 : Infinity;
}

// A run whose pixels lie on neighbours of one row: along each row first. `towards` is -1 on the other side of the pier,
// where each pixel lies left of the one before. Written out: a call would cost as much as the sum.
function neighbours(
  corner: usize,
  stride: u32,
  u: f32,
  v: f32,
  a: f32,
  b: f32,
  towards: i32,
  count: u32,
  to: usize,
  offset: f32,
): void {
  const one = f32x4.splat(1);
  const minusHalf = f32x4.splat(-0.5);
  const threeHalves = f32x4.splat(1.5);
  const fiveHalves = f32x4.splat(2.5);
  const us = f32x4.splat(u);
  const vs = f32x4.splat(v);
  const as = f32x4.splat(a);
  const bs = f32x4.splat(b);
  const four = f32x4.splat(4);
  const offsets = f32x4.splat(offset);
  let steps = towards > 0 ? f32x4(0, 1, 2, 3) : f32x4(3, 2, 1, 0);
  let p = towards > 0 ? corner : corner - 12;
  for (let end = to + 4 * count; to < end; to += 16) {
    const fx = f32x4.add(us, f32x4.mul(as, steps));
    const fy = f32x4.add(vs, f32x4.mul(bs, steps));
    // Weights of the columns and rows at -1, 0, 1 and 2. The outer two together are -f (1 - f) / 2.
    const gx = f32x4.sub(one, fx);
    const gy = f32x4.sub(one, fy);
    const hx = f32x4.mul(f32x4.mul(minusHalf, fx), gx);
    const hy = f32x4.mul(f32x4.mul(minusHalf, fy), gy);
    const x0 = f32x4.mul(hx, gx);
    const y0 = f32x4.mul(hy, gy);
    const x1 = f32x4.add(one, f32x4.mul(f32x4.mul(fx, fx), f32x4.sub(f32x4.mul(threeHalves, fx), fiveHalves)));
    const y1 = f32x4.add(one, f32x4.mul(f32x4.mul(fy, fy), f32x4.sub(f32x4.mul(threeHalves, fy), fiveHalves)));
    const x2 = f32x4.sub(f32x4.sub(one, hx), x1);
    const y2 = f32x4.sub(f32x4.sub(one, hy), y1);
    const x3 = f32x4.mul(hx, fx);
    const y3 = f32x4.mul(hy, fy);
    const q = p + stride;
    const r = q + stride;
    const w = r + stride;
    const r0 = f32x4.add(
      f32x4.add(f32x4.mul(x0, v128.load(p)), f32x4.mul(x1, v128.load(p, 4))),
      f32x4.add(f32x4.mul(x2, v128.load(p, 8)), f32x4.mul(x3, v128.load(p, 12))),
    );
    const r1 = f32x4.add(
      f32x4.add(f32x4.mul(x0, v128.load(q)), f32x4.mul(x1, v128.load(q, 4))),
      f32x4.add(f32x4.mul(x2, v128.load(q, 8)), f32x4.mul(x3, v128.load(q, 12))),
    );
    const r2 = f32x4.add(
      f32x4.add(f32x4.mul(x0, v128.load(r)), f32x4.mul(x1, v128.load(r, 4))),
      f32x4.add(f32x4.mul(x2, v128.load(r, 8)), f32x4.mul(x3, v128.load(r, 12))),
    );
    const r3 = f32x4.add(
      f32x4.add(f32x4.mul(x0, v128.load(w)), f32x4.mul(x1, v128.load(w, 4))),
      f32x4.add(f32x4.mul(x2, v128.load(w, 8)), f32x4.mul(x3, v128.load(w, 12))),
    );
    const sum = f32x4.add(
      f32x4.add(f32x4.mul(y0, r0), f32x4.mul(y1, r1)),
      f32x4.add(f32x4.mul(y2, r2), f32x4.mul(y3, r3)),
    );
    const laid = f32x4.add(sum, offsets);
    v128.store(to, towards > 0 ? laid : v128.shuffle<u32>(laid, laid, 3, 2, 1, 0));
    steps = f32x4.add(steps, four);
    p += towards * 16;
  }
}

// Four pixels that lie anywhere, the first of them at (s, t).
function scattered(source: usize, stride: u32, s: f64, t: f64, a: f64, b: f64, to: usize, offset: f32): void {
  const steps = f32x4(0, 1, 2, 3);
  const ax = f32x4.mul(f32x4.splat(<f32>a), steps);
  const bx = f32x4.mul(f32x4.splat(<f32>b), steps);
  const minusHalf = f32x4.splat(-0.5);
  const one = f32x4.splat(1);
  // Four places relative to a pixel near the first, so that 32 bits know their fractions. Places run either way.
  const si = Math.floor(s) - 4;
  const ti = Math.floor(t) - 4;
  const sx = f32x4.add(f32x4.splat(<f32>(s - si)), ax);
  const ty = f32x4.add(f32x4.splat(<f32>(t - ti)), bx);
  const wholeX = f32x4.floor(sx);
  const wholeY = f32x4.floor(ty);
  const fx = f32x4.sub(sx, wholeX);
  const fy = f32x4.sub(ty, wholeY);
  // Weights of the columns and rows at -1, 0, 1 and 2, of four pixels.
  const gx = f32x4.sub(one, fx);
  const gy = f32x4.sub(one, fy);
  const x0 = f32x4.mul(f32x4.mul(minusHalf, fx), f32x4.mul(gx, gx));
  const x3 = f32x4.mul(f32x4.mul(minusHalf, gx), f32x4.mul(fx, fx));
  const x1 = middle(fx);
  const x2 = f32x4.sub(f32x4.sub(f32x4.sub(one, x0), x1), x3);
  const y0 = f32x4.mul(f32x4.mul(minusHalf, fy), f32x4.mul(gy, gy));
  const y3 = f32x4.mul(f32x4.mul(minusHalf, gy), f32x4.mul(fy, fy));
  const y1 = middle(fy);
  const y2 = f32x4.sub(f32x4.sub(f32x4.sub(one, y0), y1), y3);
  const base = source + <usize>((<i32>ti - 1) * <i32>stride + (<i32>si - 1) * 4);
  const ix = i32x4.trunc_sat_f32x4_s(wholeX);
  const iy = i32x4.trunc_sat_f32x4_s(wholeY);
  // The four weights of the columns of one pixel side by side.
  const p0 = v128.shuffle<u32>(x0, x1, 0, 4, 1, 5);
  const p1 = v128.shuffle<u32>(x2, x3, 0, 4, 1, 5);
  const p2 = v128.shuffle<u32>(x0, x1, 2, 6, 3, 7);
  const p3 = v128.shuffle<u32>(x2, x3, 2, 6, 3, 7);
  const q0 = f32x4.mul(
    v128.shuffle<u64>(p0, p1, 0, 2),
    column(
      base + i32x4.extract_lane(iy, 0) * stride + i32x4.extract_lane(ix, 0) * 4,
      stride,
      v128.shuffle<u32>(y0, y0, 0, 0, 0, 0),
      v128.shuffle<u32>(y1, y1, 0, 0, 0, 0),
      v128.shuffle<u32>(y2, y2, 0, 0, 0, 0),
      v128.shuffle<u32>(y3, y3, 0, 0, 0, 0),
    ),
  );
  const q1 = f32x4.mul(
    v128.shuffle<u64>(p0, p1, 1, 3),
    column(
      base + i32x4.extract_lane(iy, 1) * stride + i32x4.extract_lane(ix, 1) * 4,
      stride,
      v128.shuffle<u32>(y0, y0, 1, 1, 1, 1),
      v128.shuffle<u32>(y1, y1, 1, 1, 1, 1),
      v128.shuffle<u32>(y2, y2, 1, 1, 1, 1),
      v128.shuffle<u32>(y3, y3, 1, 1, 1, 1),
    ),
  );
  const q2 = f32x4.mul(
    v128.shuffle<u64>(p2, p3, 0, 2),
    column(
      base + i32x4.extract_lane(iy, 2) * stride + i32x4.extract_lane(ix, 2) * 4,
      stride,
      v128.shuffle<u32>(y0, y0, 2, 2, 2, 2),
      v128.shuffle<u32>(y1, y1, 2, 2, 2, 2),
      v128.shuffle<u32>(y2, y2, 2, 2, 2, 2),
      v128.shuffle<u32>(y3, y3, 2, 2, 2, 2),
    ),
  );
  const q3 = f32x4.mul(
    v128.shuffle<u64>(p2, p3, 1, 3),
    column(
      base + i32x4.extract_lane(iy, 3) * stride + i32x4.extract_lane(ix, 3) * 4,
      stride,
      v128.shuffle<u32>(y0, y0, 3, 3, 3, 3),
      v128.shuffle<u32>(y1, y1, 3, 3, 3, 3),
      v128.shuffle<u32>(y2, y2, 3, 3, 3, 3),
      v128.shuffle<u32>(y3, y3, 3, 3, 3, 3),
    ),
  );
  // The sums across each of the four.
  const e0 = f32x4.add(v128.shuffle<u32>(q0, q1, 0, 4, 1, 5), v128.shuffle<u32>(q0, q1, 2, 6, 3, 7));
  const e1 = f32x4.add(v128.shuffle<u32>(q2, q3, 0, 4, 1, 5), v128.shuffle<u32>(q2, q3, 2, 6, 3, 7));
  const sum = f32x4.add(v128.shuffle<u64>(e0, e1, 0, 2), v128.shuffle<u64>(e0, e1, 1, 3));
  v128.store(to, f32x4.add(sum, f32x4.splat(offset)));
}

// 1 + f² (1.5 f - 2.5)
function middle(f: v128): v128 {
  const inner = f32x4.sub(f32x4.mul(f32x4.splat(1.5), f), f32x4.splat(2.5));
  return f32x4.add(f32x4.splat(1), f32x4.mul(f32x4.mul(f, f), inner));
}

// Four columns of one pixel, each summed down its four rows.
function column(at: usize, stride: u32, y0: v128, y1: v128, y2: v128, y3: v128): v128 {
  const upper = f32x4.add(f32x4.mul(y0, v128.load(at)), f32x4.mul(y1, v128.load(at + stride)));
  const lower = f32x4.add(f32x4.mul(y2, v128.load(at + 2 * stride)), f32x4.mul(y3, v128.load(at + 3 * stride)));
  return f32x4.add(upper, lower);
}

// Puts `n` layers, `stride` bytes apart, together: `count` pixels, a multiple of 4. `network` holds `exchanges` pairs of
// byte offsets that sort n vectors; `scratch` has room for 2 n vectors. Answers how many values were left out.
export function combine(
  layers: usize,
  n: u32,
  stride: u32,
  count: u32,
  to: usize,
  kind: u32,
  low: f32,
  high: f32,
  network: usize,
  exchanges: u32,
  scratch: usize,
): u32 {
  let rejected: u32 = 0;
  for (let at: u32 = 0; at < 4 * count; at += 16) {
    let hole = i32x4.splat(0);
    for (let k: u32 = 0; k < n; k++) {
      const value = v128.load(layers + k * stride + at);
      v128.store(scratch + k * 16, value);
      hole = v128.or(hole, f32x4.ne(value, value));
    }
    if (v128.any_true(hole)) {
      for (let lane: u32 = 0; lane < 4; lane++)
        rejected += oneWithHoles(scratch + lane * 4, n, to + at + lane * 4, kind, low, high);
      continue;
    }
    if (kind <= SUM) {
      store4(to + at, scratch, n, kind === MEAN ? 1 / <f64>n : 1);
      continue;
    }
    for (let pair = network; pair < network + 8 * exchanges; pair += 8) {
      const one = scratch + load<u32>(pair);
      const other = scratch + load<u32>(pair, 4);
      const a = v128.load(one);
      const b = v128.load(other);
      v128.store(one, f32x4.pmin(a, b));
      v128.store(other, f32x4.pmax(a, b));
    }
    const mid = v128.load(scratch + (n >> 1) * 16);
    const centre = n & 1 ? mid : f32x4.mul(f32x4.add(v128.load(scratch + (n >> 1) * 16 - 16), mid), f32x4.splat(0.5));
    if (kind === MEDIAN) {
      v128.store(to + at, centre);
      continue;
    }
    let first = f32x4.splat(0);
    let second = f32x4.splat(0);
    for (let k: u32 = 0; k < n; k++) {
      const d = f32x4.sub(v128.load(scratch + k * 16), centre);
      first = f32x4.add(first, d);
      second = f32x4.add(second, f32x4.mul(d, d));
    }
    v128.store(to + at, f32x4.add(centre, f32x4.mul(first, f32x4.splat(1 / <f32>n))));
    if (n <= 3) continue;
    const sigma =
      kind === WINSORISED ? winsorisedSigma(scratch, n, centre, sigmaOf(first, second, n)) : sigmaOf(first, second, n);
    const least = f32x4.sub(centre, v128.load(scratch));
    const most = f32x4.sub(v128.load(scratch + n * 16 - 16), centre);
    const out = i8x16.bitmask(
      v128.or(f32x4.gt(least, f32x4.mul(f32x4.splat(low), sigma)), f32x4.gt(most, f32x4.mul(f32x4.splat(high), sigma))),
    );
    if (out === 0) continue;
    v128.store(scratch + n * 16, sigma);
    for (let lane: u32 = 0; lane < 4; lane++) {
      if ((out & (0xf << (4 * lane))) === 0) continue;
      const fixed = kind === WINSORISED ? load<f32>(scratch + n * 16 + lane * 4) : <f32>-1;
      rejected += clip(scratch + lane * 4, n, to + at + lane * 4, low, high, fixed);
    }
  }
  return rejected;
}

// The sum of n vectors times a factor, in 64 bits.
function store4(to: usize, from: usize, n: u32, factor: f64): void {
  let left = f64x2.splat(0);
  let right = f64x2.splat(0);
  for (let k: u32 = 0; k < n; k++) {
    const value = v128.load(from + k * 16);
    left = f64x2.add(left, f64x2.promote_low_f32x4(value));
    right = f64x2.add(right, f64x2.promote_low_f32x4(v128.shuffle<u64>(value, value, 1, 1)));
  }
  const factors = f64x2.splat(factor);
  const a = f32x4.demote_f64x2_zero(f64x2.mul(left, factors));
  const b = f32x4.demote_f64x2_zero(f64x2.mul(right, factors));
  v128.store(to, v128.shuffle<u64>(a, b, 0, 2));
}

// From the sums of the distances from anything and of their squares.
function sigmaOf(first: v128, second: v128, n: u32): v128 {
  const square = f32x4.mul(f32x4.mul(first, first), f32x4.splat(1 / <f32>n));
  const variance = f32x4.mul(f32x4.sub(second, square), f32x4.splat(1 / <f32>(n - 1)));
  return f32x4.sqrt(f32x4.max(variance, f32x4.splat(0)));
}

// Sigma of the values pulled in to 1.5 sigma around the median, times 1.134, until it stands still in all four.
function winsorisedSigma(scratch: usize, n: u32, centre: v128, begin: v128): v128 {
  let sigma = begin;
  let moving = i32x4.splat(-1);
  for (let round = 0; round < 10 && v128.any_true(moving); round++) {
    const reach = f32x4.mul(f32x4.splat(1.5), sigma);
    const least = f32x4.neg(reach);
    let first = f32x4.splat(0);
    let second = f32x4.splat(0);
    for (let k: u32 = 0; k < n; k++) {
      const d = f32x4.pmin(f32x4.pmax(f32x4.sub(v128.load(scratch + k * 16), centre), least), reach);
      first = f32x4.add(first, d);
      second = f32x4.add(second, f32x4.mul(d, d));
    }
    const next = f32x4.mul(f32x4.splat(1.134), sigmaOf(first, second, n));
    const still = f32x4.le(f32x4.abs(f32x4.sub(next, sigma)), f32x4.mul(f32x4.splat(0.0005), sigma));
    sigma = v128.bitselect(next, sigma, moving);
    moving = v128.andnot(moving, still);
  }
  return sigma;
}

// One pixel of sorted values, 16 bytes apart: what lies too far out goes, from the outside in, and the mean of the rest is
// stored. A sigma that is not `fixed` (negative) is taken anew in each round. Three are always kept.
function clip(values: usize, n: u32, to: usize, low: f32, high: f32, fixed: f32): u32 {
  let from: u32 = 0;
  let end = n;
  const whole = medianAt(values, 0, n);
  for (;;) {
    const centre = fixed < 0 ? medianAt(values, from, end) : whole;
    const sigma = fixed < 0 ? sigmaAt(values, from, end) : fixed;
    const before = end - from;
    while (end - from > 3 && centre - load<f32>(values + 16 * from) > low * sigma) from++;
    while (end - from > 3 && load<f32>(values + 16 * end - 16) - centre > high * sigma) end--;
    if (end - from === before || end - from <= 3 || fixed >= 0) break;
  }
  store<f32>(to, <f32>meanAt(values, from, end));
  return n - (end - from);
}

function medianAt(values: usize, from: u32, end: u32): f32 {
  const middle = values + 16 * ((from + end) >> 1);
  return (end - from) & 1 ? load<f32>(middle) : (load<f32>(middle - 16) + load<f32>(middle)) * 0.5;
}

function meanAt(values: usize, from: u32, end: u32): f64 {
  let sum: f64 = 0;
  for (let k = from; k < end; k++) sum += <f64>load<f32>(values + 16 * k);
  return sum / <f64>(end - from);
}

function sigmaAt(values: usize, from: u32, end: u32): f32 {
  const mean = meanAt(values, from, end);
  let sum: f64 = 0;
  for (let k = from; k < end; k++) {
    const d = <f64>load<f32>(values + 16 * k) - mean;
    sum += d * d;
  }
  return <f32>Math.sqrt(sum / <f64>max<u32>(1, end - from - 1));
}

// One pixel that not every frame has: what there is moves together and is sorted.
function oneWithHoles(values: usize, n: u32, to: usize, kind: u32, low: f32, high: f32): u32 {
  let there: u32 = 0;
  for (let k: u32 = 0; k < n; k++) {
    const value = load<f32>(values + 16 * k);
    if (!f32.eq(value, value)) continue;
    let j = there++;
    for (; j > 0 && load<f32>(values + 16 * (j - 1)) > value; j--)
      store<f32>(values + 16 * j, load<f32>(values + 16 * (j - 1)));
    store<f32>(values + 16 * j, value);
  }
  if (there === 0) {
    store<f32>(to, f32.NaN);
    return 0;
  }
  if (kind === MEDIAN) {
    store<f32>(to, medianAt(values, 0, there));
    return 0;
  }
  if (kind <= SUM || there <= 3) {
    const mean = meanAt(values, 0, there);
    store<f32>(to, <f32>(kind === SUM ? mean * <f64>there : mean));
    return 0;
  }
  if (kind === KAPPA_SIGMA) return clip(values, there, to, low, high, -1);
  return clip(values, there, to, low, high, winsorisedAt(values, there));
}

function winsorisedAt(values: usize, n: u32): f32 {
  const centre = medianAt(values, 0, n);
  let sigma = sigmaAt(values, 0, n);
  for (let round = 0; round < 10; round++) {
    const reach = <f32>1.5 * sigma;
    let first: f64 = 0;
    let second: f64 = 0;
    for (let k: u32 = 0; k < n; k++) {
      const d = <f64>min(max(load<f32>(values + 16 * k) - centre, -reach), reach);
      first += d;
      second += d * d;
    }
    const variance = (second - (first * first) / <f64>n) / <f64>(n - 1);
    const next = <f32>(1.134 * Math.sqrt(max(variance, 0)));
    const still = Mathf.abs(next - sigma) <= <f32>0.0005 * sigma;
    sigma = next;
    if (still) break;
  }
  return sigma;
}

// Adds values to a stack that grows and shows it; `count` pixels, a multiple of 4. `squares` and `last` may be 0: there
// are none. At `ends` are the least and the largest finite value that has been shown. Answers how many were left out.
export function addRunning(
  values: usize,
  count: u32,
  sums: usize,
  counts: usize,
  squares: usize,
  last: usize,
  shown: usize,
  factor: f32,
  limit: f32,
  prior: f32,
  variance: f32,
  flicker: f32,
  sky: f32,
  ends: usize,
): u32 {
  let rejected: u32 = 0;
  let least = v128.load32_splat(ends);
  let most = v128.load32_splat(ends + 4);
  const infinity = f32x4.splat(<f32>Infinity);
  const one = f32x4.splat(1);
  const factors = f32x4.splat(factor);
  for (let i: u32 = 0; i < count; i += 4) {
    const value = v128.load(values + 4 * i);
    let isIn = f32x4.eq(value, value);
    const n = f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(v128.load64_zero(counts + 2 * i)));
    let total = v128.load(sums + 4 * i);
    if (squares) {
      const before = v128.load(squares + 4 * i);
      const mean = f32x4.div(total, f32x4.max(n, one));
      const distance = f32x4.sub(value, mean);
      const square = f32x4.mul(distance, distance);
      if (prior > 0) {
        const moved = f32x4.mul(f32x4.splat(flicker), f32x4.sub(mean, f32x4.splat(sky)));
        const expected = f32x4.add(f32x4.splat(variance), f32x4.mul(f32x4.splat(prior), f32x4.mul(moved, moved)));
        const farthest = f32x4.mul(f32x4.splat(limit), f32x4.add(before, expected));
        const found = f32x4.mul(square, f32x4.add(n, f32x4.splat(prior - 1)));
        const out = v128.and(v128.and(f32x4.gt(found, farthest), f32x4.ge(n, f32x4.splat(prior))), isIn);
        rejected += popcnt(i8x16.bitmask(out)) >> 2;
        isIn = v128.andnot(isIn, out);
      }
      const more = f32x4.div(f32x4.mul(square, n), f32x4.add(n, one));
      v128.store(squares + 4 * i, f32x4.add(before, v128.and(more, isIn)));
    }
    total = f32x4.add(total, v128.and(value, isIn));
    const now = f32x4.add(n, v128.and(one, isIn));
    v128.store(sums + 4 * i, total);
    const whole = i32x4.trunc_sat_f32x4_u(now);
    v128.store64_lane(counts + 2 * i, i16x8.narrow_i32x4_u(whole, whole), 0);
    if (last) v128.store(last + 4 * i, v128.bitselect(value, f32x4.splat(f32.NaN), isIn));
    const scaled = f32x4.div(f32x4.mul(total, factors), now);
    const seen = v128.bitselect(total, scaled, f32x4.eq(now, factors));
    v128.store(shown + 4 * i, seen);
    const finite = f32x4.lt(f32x4.abs(seen), infinity);
    least = v128.bitselect(f32x4.pmin(least, seen), least, finite);
    most = v128.bitselect(f32x4.pmax(most, seen), most, finite);
  }
  least = f32x4.pmin(least, v128.shuffle<u64>(least, least, 1, 0));
  most = f32x4.pmax(most, v128.shuffle<u64>(most, most, 1, 0));
  store<f32>(ends, min<f32>(f32x4.extract_lane(least, 0), f32x4.extract_lane(least, 1)));
  store<f32>(ends + 4, max<f32>(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)));
  return rejected;
}
