// The transpose of a matrix of elements of 8, 16, 32 or 64 bits: blocks of 8 x 8, 8 x 8, 4 x 4 or 2 x 2 in registers, the
// blocks in tiles, so that every cache line that is touched is used whole. Each function turns `lines` lines of `length`
// elements at `from` into `length` lines of `lines` elements at `to`; `fromStride` and `toStride` are the distances of
// the lines, bytes. What fills no block is moved element by element.

const TILE_LINES: u32 = 64;
const TILE_PLACES: u32 = 64;

export function transpose8(from: usize, to: usize, fromStride: u32, toStride: u32, lines: u32, length: u32): void {
  transpose<u8>(from, to, fromStride, toStride, lines, length);
}

export function transpose16(from: usize, to: usize, fromStride: u32, toStride: u32, lines: u32, length: u32): void {
  transpose<u16>(from, to, fromStride, toStride, lines, length);
}

export function transpose32(from: usize, to: usize, fromStride: u32, toStride: u32, lines: u32, length: u32): void {
  transpose<u32>(from, to, fromStride, toStride, lines, length);
}

export function transpose64(from: usize, to: usize, fromStride: u32, toStride: u32, lines: u32, length: u32): void {
  transpose<u64>(from, to, fromStride, toStride, lines, length);
}

function transpose<T>(from: usize, to: usize, fromStride: u32, toStride: u32, lines: u32, length: u32): void {
  const side: u32 = sizeof<T>() === 1 ? 8 : 16 / sizeof<T>();
  const wholeLines = lines & ~(side - 1);
  const wholeLength = length & ~(side - 1);
  // All lines at a few places first: what is written then ends whole, before its pages are out of sight again.
  for (let tilePlace: u32 = 0; tilePlace < wholeLength; tilePlace += TILE_PLACES) {
    const placeEnd = min(tilePlace + TILE_PLACES, wholeLength);
    for (let tileLine: u32 = 0; tileLine < wholeLines; tileLine += TILE_LINES) {
      const lineEnd = min(tileLine + TILE_LINES, wholeLines);
      for (let place = tilePlace; place < placeEnd; place += side)
        for (let line = tileLine; line < lineEnd; line += side) {
          const read = from + line * fromStride + place * sizeof<T>();
          const write = to + place * toStride + line * sizeof<T>();
          if (sizeof<T>() === 1) block8(read, write, fromStride, toStride);
          else if (sizeof<T>() === 2) block16(read, write, fromStride, toStride);
          else if (sizeof<T>() === 4) block32(read, write, fromStride, toStride);
          else block64(read, write, fromStride, toStride);
        }
    }
  }
  edge<T>(from, to, fromStride, toStride, 0, wholeLines, wholeLength, length);
  edge<T>(from, to, fromStride, toStride, wholeLines, lines, 0, length);
}

function block8(read: usize, write: usize, fromStride: u32, toStride: u32): void {
  const r0 = v128.load64_zero(read);
  const r1 = v128.load64_zero(read + fromStride);
  const r2 = v128.load64_zero(read + 2 * fromStride);
  const r3 = v128.load64_zero(read + 3 * fromStride);
  const r4 = v128.load64_zero(read + 4 * fromStride);
  const r5 = v128.load64_zero(read + 5 * fromStride);
  const r6 = v128.load64_zero(read + 6 * fromStride);
  const r7 = v128.load64_zero(read + 7 * fromStride);
  const a0 = low<u8>(r0, r1);
  const a1 = low<u8>(r2, r3);
  const a2 = low<u8>(r4, r5);
  const a3 = low<u8>(r6, r7);
  const b0 = low<u16>(a0, a1);
  const b1 = high<u16>(a0, a1);
  const b2 = low<u16>(a2, a3);
  const b3 = high<u16>(a2, a3);
  // Two lines of the answer in each.
  const c0 = low<u32>(b0, b2);
  const c1 = high<u32>(b0, b2);
  const c2 = low<u32>(b1, b3);
  const c3 = high<u32>(b1, b3);
  v128.store64_lane(write, c0, 0);
  v128.store64_lane(write + toStride, c0, 1);
  v128.store64_lane(write + 2 * toStride, c1, 0);
  v128.store64_lane(write + 3 * toStride, c1, 1);
  v128.store64_lane(write + 4 * toStride, c2, 0);
  v128.store64_lane(write + 5 * toStride, c2, 1);
  v128.store64_lane(write + 6 * toStride, c3, 0);
  v128.store64_lane(write + 7 * toStride, c3, 1);
}

function block16(read: usize, write: usize, fromStride: u32, toStride: u32): void {
  const r0 = v128.load(read);
  const r1 = v128.load(read + fromStride);
  const r2 = v128.load(read + 2 * fromStride);
  const r3 = v128.load(read + 3 * fromStride);
  const r4 = v128.load(read + 4 * fromStride);
  const r5 = v128.load(read + 5 * fromStride);
  const r6 = v128.load(read + 6 * fromStride);
  const r7 = v128.load(read + 7 * fromStride);
  // Pairs of elements, fours, eights: the lines of the answer.
  const a0 = low<u16>(r0, r1);
  const a1 = high<u16>(r0, r1);
  const a2 = low<u16>(r2, r3);
  const a3 = high<u16>(r2, r3);
  const a4 = low<u16>(r4, r5);
  const a5 = high<u16>(r4, r5);
  const a6 = low<u16>(r6, r7);
  const a7 = high<u16>(r6, r7);
  const b0 = low<u32>(a0, a2);
  const b1 = high<u32>(a0, a2);
  const b2 = low<u32>(a1, a3);
  const b3 = high<u32>(a1, a3);
  const b4 = low<u32>(a4, a6);
  const b5 = high<u32>(a4, a6);
  const b6 = low<u32>(a5, a7);
  const b7 = high<u32>(a5, a7);
  v128.store(write, low<u64>(b0, b4));
  v128.store(write + toStride, high<u64>(b0, b4));
  v128.store(write + 2 * toStride, low<u64>(b1, b5));
  v128.store(write + 3 * toStride, high<u64>(b1, b5));
  v128.store(write + 4 * toStride, low<u64>(b2, b6));
  v128.store(write + 5 * toStride, high<u64>(b2, b6));
  v128.store(write + 6 * toStride, low<u64>(b3, b7));
  v128.store(write + 7 * toStride, high<u64>(b3, b7));
}

function block32(read: usize, write: usize, fromStride: u32, toStride: u32): void {
  const r0 = v128.load(read);
  const r1 = v128.load(read + fromStride);
  const r2 = v128.load(read + 2 * fromStride);
  const r3 = v128.load(read + 3 * fromStride);
  const a0 = low<u32>(r0, r1);
  const a1 = high<u32>(r0, r1);
  const a2 = low<u32>(r2, r3);
  const a3 = high<u32>(r2, r3);
  v128.store(write, low<u64>(a0, a2));
  v128.store(write + toStride, high<u64>(a0, a2));
  v128.store(write + 2 * toStride, low<u64>(a1, a3));
  v128.store(write + 3 * toStride, high<u64>(a1, a3));
}

function block64(read: usize, write: usize, fromStride: u32, toStride: u32): void {
  const r0 = v128.load(read);
  const r1 = v128.load(read + fromStride);
  v128.store(write, low<u64>(r0, r1));
  v128.store(write + toStride, high<u64>(r0, r1));
}

// The elements of the lower halves of two vectors in turn.
function low<T>(a: v128, b: v128): v128 {
  if (sizeof<T>() === 1) return v128.shuffle<u8>(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  if (sizeof<T>() === 2) return v128.shuffle<u16>(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
  if (sizeof<T>() === 4) return v128.shuffle<u32>(a, b, 0, 4, 1, 5);
  return v128.shuffle<u64>(a, b, 0, 2);
}

// The elements of their upper halves.
function high<T>(a: v128, b: v128): v128 {
  if (sizeof<T>() === 2) return v128.shuffle<u16>(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
  if (sizeof<T>() === 4) return v128.shuffle<u32>(a, b, 2, 6, 3, 7);
  return v128.shuffle<u64>(a, b, 1, 3);
}

// The elements of the lines `line` to `lineEnd` and the places `place` to `placeEnd`, one by one.
function edge<T>(
  from: usize,
  to: usize,
  fromStride: u32,
  toStride: u32,
  line: u32,
  lineEnd: u32,
  place: u32,
  placeEnd: u32,
): void {
  for (let l = line; l < lineEnd; l++)
    for (let p = place; p < placeEnd; p++)
      store<T>(to + p * toStride + l * sizeof<T>(), load<T>(from + l * fromStride + p * sizeof<T>()));
}
