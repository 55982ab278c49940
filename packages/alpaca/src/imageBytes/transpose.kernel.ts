// The transpose of a matrix of 16-bit or 32-bit elements: blocks of 8 x 8 or 4 x 4 in registers, the blocks in tiles, so
// that every cache line that is touched is used whole. Each function turns `lines` lines of `length` elements at `from`
// into `length` lines of `lines` elements at `to`; `fromStride` and `toStride` are the distances of the lines, bytes.
// What fills no block is moved element by element.

const TILE_LINES: u32 = 16;
const TILE_PLACES: u32 = 128;

export function transpose16(from: usize, to: usize, fromStride: u32, toStride: u32, lines: u32, length: u32): void {
  const wholeLines = lines & ~7;
  const wholeLength = length & ~7;
  for (let tileLine: u32 = 0; tileLine < wholeLines; tileLine += TILE_LINES) {
    const lineEnd = min(tileLine + TILE_LINES, wholeLines);
    for (let tilePlace: u32 = 0; tilePlace < wholeLength; tilePlace += TILE_PLACES) {
      const placeEnd = min(tilePlace + TILE_PLACES, wholeLength);
      for (let place = tilePlace; place < placeEnd; place += 8)
        for (let line = tileLine; line < lineEnd; line += 8)
          block16(from + line * fromStride + place * 2, to + place * toStride + line * 2, fromStride, toStride);
    }
  }
  edge<u16>(from, to, fromStride, toStride, 0, wholeLines, wholeLength, length);
  edge<u16>(from, to, fromStride, toStride, wholeLines, lines, 0, length);
}

export function transpose32(from: usize, to: usize, fromStride: u32, toStride: u32, lines: u32, length: u32): void {
  const wholeLines = lines & ~3;
  const wholeLength = length & ~3;
  for (let tileLine: u32 = 0; tileLine < wholeLines; tileLine += TILE_LINES) {
    const lineEnd = min(tileLine + TILE_LINES, wholeLines);
    for (let tilePlace: u32 = 0; tilePlace < wholeLength; tilePlace += TILE_PLACES) {
      const placeEnd = min(tilePlace + TILE_PLACES, wholeLength);
      for (let place = tilePlace; place < placeEnd; place += 4)
        for (let line = tileLine; line < lineEnd; line += 4)
          block32(from + line * fromStride + place * 4, to + place * toStride + line * 4, fromStride, toStride);
    }
  }
  edge<u32>(from, to, fromStride, toStride, 0, wholeLines, wholeLength, length);
  edge<u32>(from, to, fromStride, toStride, wholeLines, lines, 0, length);
}

// @ts-expect-error: a decorator of AssemblyScript
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

// @ts-expect-error: a decorator of AssemblyScript
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

// The elements of the lower halves of two vectors in turn.
// @ts-expect-error: a decorator of AssemblyScript
function low<T>(a: v128, b: v128): v128 {
  if (sizeof<T>() === 2) return v128.shuffle<u16>(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
  if (sizeof<T>() === 4) return v128.shuffle<u32>(a, b, 0, 4, 1, 5);
  return v128.shuffle<u64>(a, b, 0, 2);
}

// The elements of their upper halves.
// @ts-expect-error: a decorator of AssemblyScript
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
