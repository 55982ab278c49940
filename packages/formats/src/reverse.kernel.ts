// The byte order of samples turned round in place, sixteen bytes at a time, from byte `begin` to `end` (multiples of
// 16); then `flip` is flipped in every 32-bit word.

export function reverse16(begin: usize, end: usize, flip: u32): void {
  const flips = i32x4.splat(flip);
  for (let at = begin; at < end; at += 16) {
    const v = v128.load(at);
    v128.store(at, v128.xor(v128.shuffle<u8>(v, v, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14), flips));
  }
}

export function reverse32(begin: usize, end: usize, flip: u32): void {
  const flips = i32x4.splat(flip);
  for (let at = begin; at < end; at += 16) {
    const v = v128.load(at);
    v128.store(at, v128.xor(v128.shuffle<u8>(v, v, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12), flips));
  }
}

export function reverse64(begin: usize, end: usize, flip: u32): void {
  const flips = i32x4.splat(flip);
  for (let at = begin; at < end; at += 16) {
    const v = v128.load(at);
    v128.store(at, v128.xor(v128.shuffle<u8>(v, v, 7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8), flips));
  }
}
