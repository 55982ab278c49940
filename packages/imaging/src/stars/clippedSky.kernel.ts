// Level and noise of the sky in one cell of a 16-bit frame: see clippedSky.ts. Ranks are found by counting, and sums are
// whole numbers: four or eight at a time give the same bits as one after the other.

const CLIP: f64 = 2.5;
const WIDENING: f64 = 1.0 / 0.9569;

// What momentsWithin finds.
let kept: i32 = 0;
let mean: f64 = 0;
let rms: f64 = 0;

// `rows` rows of `width` pixels begin at `from`; of each, every third pixel from `left` to before `right` is taken. `room`
// has room for twice as many, and 64 bytes more. Level and noise go to `to`.
export function clippedSky(from: usize, width: u32, rows: u32, left: u32, right: u32, room: usize, to: usize): void {
  let end = room;
  for (let row: u32 = 0; row < rows; row++, from += width * 2) {
    const last = from + right * 2;
    for (let at = from + left * 2; at < last; at += 6, end += 2) store<u16>(end, load<u16>(at));
  }
  const few = end + 16;
  let fewEnd = few;
  for (let at = room; at < end; at += 6, fewEnd += 2) store<u16>(fewEnd, load<u16>(at));
  const middle = <u32>(fewEnd - few) >> 2;
  const base = rank(few, fewEnd, middle);
  const bases = i16x8.splat(<i16>base);
  for (let at = few; at < fewEnd; at += 16) {
    const value = v128.load(at);
    v128.store(at, v128.or(i16x8.sub_sat_u(value, bases), i16x8.sub_sat_u(bases, value)));
  }
  let level = <f64>base;
  let noise = 1.4826 * <f64>rank(few, fewEnd, middle);
  if (noise === 0) {
    momentsWithin(room, end, base, 0, 65_535);
    noise = rms;
  }
  for (let round = 0; round < 2; round++) {
    const low = max<f64>(ceil<f64>(level - CLIP * noise), 0);
    const high = min<f64>(floor<f64>(level + CLIP * noise), 65_535);
    momentsWithin(room, end, base, <i32>low, <i32>high);
    if (kept > 0) level = <f64>base + mean;
    noise = rms * WIDENING;
  }
  store<f64>(to, level);
  store<f64>(to + 8, noise);
}

// The value with so many not above it before it: by bisection.
function rank(from: usize, end: usize, wanted: u32): i32 {
  // What fills the last eight up is above every limit.
  v128.store(end, i16x8.splat(-1));
  let low: i32 = 0;
  let high: i32 = 65_535;
  while (low < high) {
    const middle = (low + high) >> 1;
    const limit = i16x8.splat(<i16>middle);
    let counts = i32x4.splat(0);
    for (let at = from; at < end; at += 16)
      counts = i32x4.sub(counts, i32x4.extadd_pairwise_i16x8_s(i16x8.le_u(v128.load(at), limit)));
    if (<u32>added(counts) > wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}

// Mean and standard deviation, from `base`, of the values from `low` to `high`.
function momentsWithin(from: usize, end: usize, base: i32, low: i32, high: i32): void {
  // What fills the last four up adds nothing but itself.
  store<u64>(end, <u64>base * 0x0001_0001_0001_0001);
  const bases = i32x4.splat(base);
  const lowest = i32x4.splat(low - base);
  const highest = i32x4.splat(high - base);
  let counts = i32x4.splat(0);
  let sums = i64x2.splat(0);
  let squares = i64x2.splat(0);
  for (let at = from; at < end; at += 8) {
    const all = i32x4.sub(v128.load16x4_u(at), bases);
    const within = v128.and(i32x4.ge_s(all, lowest), i32x4.le_s(all, highest));
    const d = v128.and(all, within);
    counts = i32x4.sub(counts, within);
    sums = i64x2.add(sums, i64x2.add(i64x2.extend_low_i32x4_s(d), i64x2.extend_high_i32x4_s(d)));
    squares = i64x2.add(squares, i64x2.add(i64x2.extmul_low_i32x4_s(d, d), i64x2.extmul_high_i32x4_s(d, d)));
  }
  const filled = base >= low && base <= high ? <i32>((8 - ((end - from) & 7)) & 7) >> 1 : 0;
  kept = added(counts) - filled;
  if (kept === 0) {
    rms = 0;
    return;
  }
  mean = <f64>(i64x2.extract_lane(sums, 0) + i64x2.extract_lane(sums, 1)) / <f64>kept;
  const square = <f64>(i64x2.extract_lane(squares, 0) + i64x2.extract_lane(squares, 1)) / <f64>kept;
  rms = sqrt<f64>(max<f64>(0, square - mean * mean));
}

function added(lanes: v128): i32 {
  const pairs = i32x4.add(lanes, i32x4.shuffle(lanes, lanes, 2, 3, 0, 1));
  return i32x4.extract_lane(pairs, 0) + i32x4.extract_lane(pairs, 1);
}
