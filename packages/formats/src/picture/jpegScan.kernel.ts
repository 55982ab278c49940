// The compressed part of a baseline JPEG: rows of 8 by 8 blocks to bits: see jpegScan.ts, which lays the tables out. All
// arithmetic is in 32-bit floating point, in the order of the plain way, so that the bytes are the same.

// Where the tables are: of brightness, then of colour. The rest of the memory is the caller's.
const ORDER: usize = 0;
const SCALES: usize = 64;
const AC: usize = 704;
const BLOCK: usize = 2752;
const TURNED: usize = 3008;

const LARGEST: f32 = 1023.0;

// Not constant: the compiler would fold sums with it in a way that does not allow for differences.
let dc: usize = 0;
let bits: u64 = 0;
let held: u32 = 0;
let to: usize = 0;
let last0: i32 = 0;
let last1: i32 = 0;
let last2: i32 = 0;

// `codes` is where those of the first coefficients are.
export function begin(codes: usize): void {
  dc = codes;
  bits = 0;
  held = 0;
  last0 = 0;
  last1 = 0;
  last2 = 0;
}

// Grey bytes around zero. `count` is a multiple of eight.
export function greyRow(from: usize, room: usize, count: u32): void {
  const middle = f32x4.splat(128.0);
  for (const end = from + count; from < end; from += 4, room += 16) v128.store(room, f32x4.sub(widened(from), middle));
}

// Red, green and blue bytes, `plane` bytes apart, to brightness and two colours, `apart` bytes apart.
export function colourRow(from: usize, plane: usize, room: usize, apart: usize, count: u32): void {
  const middle = f32x4.splat(128.0);
  for (const end = from + count; from < end; from += 4, room += 16) {
    const r = widened(from);
    const g = widened(from + plane);
    const b = widened(from + 2 * plane);
    v128.store(room, f32x4.sub(weighted(r, 0.299, g, 0.587, b, 0.114), middle));
    v128.store(room + apart, weighted(r, -0.168736, g, -0.331264, b, 0.5));
    v128.store(room + 2 * apart, weighted(r, 0.5, g, -0.418688, b, -0.081312));
  }
}

function widened(from: usize): v128 {
  const words = i16x8.extend_low_i8x16_u(v128.load32_zero(from));
  return f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(words));
}

function weighted(r: v128, kr: f32, g: v128, kg: f32, b: v128, kb: f32): v128 {
  const red = f32x4.mul(r, f32x4.splat(kr));
  const green = f32x4.mul(g, f32x4.splat(kg));
  return f32x4.add(f32x4.add(red, green), f32x4.mul(b, f32x4.splat(kb)));
}

// Eight rows of `width` values each, of one component after the other: block by block. Returns how many bytes are at
// `target` then; some bits wait for the next.
export function blocks(rows: usize, width: u32, components: u32, target: usize): u32 {
  to = target;
  const stride: usize = width * 4;
  for (let x: usize = 0; x < stride; x += 32) {
    last0 = block(rows + x, stride, 0, last0);
    if (components === 3) {
      last1 = block(rows + 8 * stride + x, stride, 1, last1);
      last2 = block(rows + 16 * stride + x, stride, 1, last2);
    }
  }
  return <u32>(to - target);
}

// The bits that are left, filled up with ones.
export function finish(target: usize): u32 {
  to = target;
  const missing = (8 - (held & 7)) & 7;
  put((1 << missing) - 1, missing);
  while (held > 0) {
    held -= 8;
    putByte(<u32>(bits >> held) & 0xff);
  }
  return <u32>(to - target);
}

function block(rows: usize, stride: usize, table: usize, last: i32): i32 {
  transform(rows, stride, TURNED, true);
  transform(rows + 16, stride, TURNED + 128, true);
  transform(TURNED, 32, BLOCK, false);
  transform(TURNED + 16, 32, BLOCK + 16, false);
  const scales = SCALES + 256 * table;
  for (let at: usize = 0; at < 128; at += 16)
    v128.store(BLOCK + at, i16x8.narrow_i32x4_s(whole(scales, 2 * at), whole(scales, 2 * at + 16)));
  const first = <i32>load<i16>(BLOCK);
  const difference = first - last;
  code(load<u32>(dc + 64 * table + 4 * sizeOf(difference)), difference);
  const codes = AC + 1024 * table;
  let run: usize = 0;
  for (let k: usize = 1; k < 64; k++) {
    const value = <i32>load<i16>(BLOCK + load<u8>(ORDER + k));
    if (value === 0) {
      run++;
      continue;
    }
    for (; run > 15; run -= 16) put(load<u32>(codes + 0xf0 * 4) & 0xffff, load<u32>(codes + 0xf0 * 4) >> 16);
    code(load<u32>(codes + 4 * ((run << 4) | sizeOf(value))), value);
    run = 0;
  }
  if (run > 0) put(load<u32>(codes) & 0xffff, load<u32>(codes) >> 16);
  return first;
}

function whole(scales: usize, at: usize): v128 {
  const scaled = f32x4.mul(v128.load(BLOCK + at), v128.load(scales + at));
  const within = f32x4.min(f32x4.max(scaled, f32x4.splat(-LARGEST)), f32x4.splat(LARGEST));
  return i32x4.trunc_sat_f32x4_s(f32x4.nearest(within));
}

// How many bits a coefficient has.
function sizeOf(value: i32): usize {
  return 32 - clz(abs(value));
}

// A code of a size, then the coefficient of that size; a negative one less one.
function code(entry: u32, value: i32): void {
  const size = <u32>sizeOf(value);
  const low = <u32>(value + (value >> 31)) & ((1 << size) - 1);
  put(((entry & 0xffff) << size) | low, (entry >> 16) + size);
}

function put(value: u32, length: u32): void {
  bits = (bits << length) | value;
  held += length;
  if (held < 32) return;
  held -= 32;
  const word = <u32>(bits >> held);
  // A byte of ones is followed by an empty one.
  if (((~word - 0x0101_0101) & word & 0x8080_8080) === 0) {
    store<u32>(to, bswap<u32>(word));
    to += 4;
    return;
  }
  putByte(word >> 24);
  putByte((word >> 16) & 0xff);
  putByte((word >> 8) & 0xff);
  putByte(word & 0xff);
}

function putByte(byte: u32): void {
  store<u8>(to++, byte);
  if (byte === 0xff) store<u8>(to++, 0);
}

// Of four columns the cosine transform along them, but for scales (Arai, Agui & Nakajima 1988, Trans. IEICE E71, 1095).
// Turned, four values of a column come one after the other, and a column takes 32 bytes.
function transform(from: usize, stride: usize, room: usize, turned: bool): void {
  const v0 = v128.load(from);
  const v1 = v128.load(from + stride);
  const v2 = v128.load(from + 2 * stride);
  const v3 = v128.load(from + 3 * stride);
  const v4 = v128.load(from + 4 * stride);
  const v5 = v128.load(from + 5 * stride);
  const v6 = v128.load(from + 6 * stride);
  const v7 = v128.load(from + 7 * stride);
  const s0 = f32x4.add(v0, v7);
  const d0 = f32x4.sub(v0, v7);
  const s1 = f32x4.add(v1, v6);
  const d1 = f32x4.sub(v1, v6);
  const s2 = f32x4.add(v2, v5);
  const d2 = f32x4.sub(v2, v5);
  const s3 = f32x4.add(v3, v4);
  const d3 = f32x4.sub(v3, v4);
  const a0 = f32x4.add(s0, s3);
  const a3 = f32x4.sub(s0, s3);
  const a1 = f32x4.add(s1, s2);
  const a2 = f32x4.sub(s1, s2);
  const e = f32x4.mul(f32x4.add(a2, a3), f32x4.splat(<f32>Math.SQRT1_2));
  const b0 = f32x4.add(d3, d2);
  const b1 = f32x4.add(d2, d1);
  const b2 = f32x4.add(d1, d0);
  const z5 = f32x4.mul(f32x4.sub(b0, b2), f32x4.splat(0.38268343));
  const z2 = f32x4.add(f32x4.mul(b0, f32x4.splat(0.5411961)), z5);
  const z4 = f32x4.add(f32x4.mul(b2, f32x4.splat(1.306563)), z5);
  const z3 = f32x4.mul(b1, f32x4.splat(<f32>Math.SQRT1_2));
  const up = f32x4.add(d0, z3);
  const down = f32x4.sub(d0, z3);
  const o0 = f32x4.add(a0, a1);
  const o4 = f32x4.sub(a0, a1);
  const o2 = f32x4.add(a3, e);
  const o6 = f32x4.sub(a3, e);
  const o5 = f32x4.add(down, z2);
  const o3 = f32x4.sub(down, z2);
  const o1 = f32x4.add(up, z4);
  const o7 = f32x4.sub(up, z4);
  if (turned) {
    turn(o0, o1, o2, o3, room);
    turn(o4, o5, o6, o7, room + 16);
    return;
  }
  v128.store(room, o0);
  v128.store(room + 32, o1);
  v128.store(room + 64, o2);
  v128.store(room + 96, o3);
  v128.store(room + 128, o4);
  v128.store(room + 160, o5);
  v128.store(room + 192, o6);
  v128.store(room + 224, o7);
}

function turn(a: v128, b: v128, c: v128, d: v128, room: usize): void {
  const ab = i32x4.shuffle(a, b, 0, 4, 1, 5);
  const cd = i32x4.shuffle(c, d, 0, 4, 1, 5);
  const abAfter = i32x4.shuffle(a, b, 2, 6, 3, 7);
  const cdAfter = i32x4.shuffle(c, d, 2, 6, 3, 7);
  v128.store(room, i64x2.shuffle(ab, cd, 0, 2));
  v128.store(room + 32, i64x2.shuffle(ab, cd, 1, 3));
  v128.store(room + 64, i64x2.shuffle(abAfter, cdAfter, 0, 2));
  v128.store(room + 96, i64x2.shuffle(abAfter, cdAfter, 1, 3));
}
