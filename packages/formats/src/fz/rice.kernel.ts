// Rice's code of 16-bit samples as rice.ts does it, bit for bit. Bits wait in 64-bit words and go by 32.

const SELECTOR: u32 = 4;
const AS_THEY_ARE: u32 = 14;

// Encodes `count` samples at `from`, each with `flip` flipped; `to` is a multiple of 4; `codes` has room for a block of
// 32-bit words. Answers the bytes; up to 8 more are written.
export function encode16(from: usize, count: u32, flip: u32, to: usize, block: u32, codes: usize): u32 {
  const begin = to;
  let last = <i32>(load<u16>(from) ^ flip);
  // At most 31 bits wait between any two codes.
  let bits = <u64>(last & 0xffff);
  let have: u32 = 16;
  for (let first: u32 = 0; first < count; first += block) {
    const n = min(block, count - first);
    let sum: u32 = 0;
    for (let i: u32 = 0; i < n; i++) {
      const sample = <i32>(load<u16>(from + 2 * (first + i)) ^ flip);
      // Differences wrap round in the width of a sample.
      const difference = ((sample - last) << 16) >> 16;
      const code = <u32>((difference << 1) ^ (difference >> 31));
      store<u32>(codes + 4 * i, code);
      sum += code;
      last = sample;
    }
    const most = <i32>sum - <i32>(n >> 1) - 1;
    const low: u32 = most <= 0 ? 0 : 32 - clz<u32>(<u32>most / n / 2);
    if (sum === 0) {
      bits <<= SELECTOR;
      have += SELECTOR;
    } else if (low >= AS_THEY_ARE) {
      bits = (bits << SELECTOR) | (AS_THEY_ARE + 1);
      have += SELECTOR;
      for (let i: u32 = 0; i < n; i++) {
        if (have >= 32) {
          have -= 32;
          store<u32>(to, bswap<u32>(<u32>(bits >> have)));
          to += 4;
        }
        bits = (bits << 16) | <u64>load<u32>(codes + 4 * i);
        have += 16;
      }
    } else {
      bits = (bits << SELECTOR) | (low + 1);
      have += SELECTOR;
      const one: u32 = 1 << low;
      for (let i: u32 = 0; i < n; i++) {
        const code = load<u32>(codes + 4 * i);
        let zeros = code >> low;
        if (have >= 32) {
          have -= 32;
          store<u32>(to, bswap<u32>(<u32>(bits >> have)));
          to += 4;
        }
        // Zeros, a one, and the low bits.
        while (zeros > 16) {
          const some = min<u32>(zeros - 16, 32);
          bits <<= some;
          have += some;
          zeros -= some;
          if (have >= 32) {
            have -= 32;
            store<u32>(to, bswap<u32>(<u32>(bits >> have)));
            to += 4;
          }
        }
        const length = zeros + 1 + low;
        bits = (bits << length) | <u64>(one | (code & (one - 1)));
        have += length;
      }
    }
    if (have >= 32) {
      have -= 32;
      store<u32>(to, bswap<u32>(<u32>(bits >> have)));
      to += 4;
    }
  }
  store<u32>(to, bswap<u32>(<u32>(bits << (32 - have))));
  return <u32>(to - begin) + ((have + 7) >> 3);
}

// The 64 bits at `at`, the first one highest.
function bitsAt(at: usize): u64 {
  const word = v128.load64_zero(at);
  return i64x2.extract_lane(v128.shuffle<u8>(word, word, 7, 6, 5, 4, 3, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0), 0);
}

// Decodes `count` samples from `bytes` bytes at `from`, with 64 zero bytes after them; each has `flip` flipped. Answers 0
// when the bytes end before the samples do.
export function decode16(from: usize, bytes: u32, to: usize, count: u32, flip: u32, block: u32): u32 {
  const end = from + bytes;
  // The next bits, the first one highest, and how many of them are counted; those behind them are what follows at `at`.
  let bits = bitsAt(from);
  let last = <u32>(bits >> 48);
  bits <<= 16;
  let at = from + 8;
  let have: u32 = 48;
  for (let first: u32 = 0; first < count; first += block) {
    // What has been taken, in bits, against what there is.
    if ((at - from) * 8 - have > bytes * 8) return 0;
    const n = min(block, count - first);
    bits |= bitsAt(at) >> have;
    at += (63 - have) >> 3;
    have |= 56;
    const selector = <u32>(bits >> 60);
    bits <<= SELECTOR;
    have -= SELECTOR;
    const out = to + 2 * first;
    if (selector === 0) {
      for (let i: u32 = 0; i < n; i++) store<u16>(out + 2 * i, last ^ flip);
    } else if (selector === AS_THEY_ARE + 1) {
      for (let i: u32 = 0; i < n; i++) {
        bits |= bitsAt(at) >> have;
        at += (63 - have) >> 3;
        have |= 56;
        const code = <u32>(bits >> 48);
        bits <<= 16;
        have -= 16;
        last += (code >> 1) ^ (0 - (code & 1));
        store<u16>(out + 2 * i, last ^ flip);
      }
    } else {
      const low = selector - 1;
      for (let i: u32 = 0; i < n; ) {
        // Enough for four of the usual length.
        bits |= bitsAt(at) >> have;
        at += (63 - have) >> 3;
        have |= 56;
        const some = min(i + 4, n);
        for (; i < some; i++) {
          let zeros = <u32>clz<u64>(bits);
          let code: u32;
          const length = zeros + 1 + low;
          if (length <= have) {
            const rest = (bits << zeros) << 1;
            code = (zeros << low) | (<u32>((rest >> 32) >> (31 - low)) >> 1);
            bits = rest << low;
            have -= length;
          } else {
            let before: u32 = 0;
            for (;;) {
              bits |= bitsAt(at) >> have;
              at += (63 - have) >> 3;
              have |= 56;
              zeros = <u32>clz<u64>(bits);
              if (zeros < have) break;
              // Nothing but zeros waits.
              if (at >= end + 8) return 0;
              before += have;
              bits <<= have;
              have = 0;
            }
            bits = (bits << zeros) << 1;
            have -= zeros + 1;
            bits |= bitsAt(at) >> have;
            at += (63 - have) >> 3;
            have |= 56;
            code = ((before + zeros) << low) | (<u32>((bits >> 32) >> (31 - low)) >> 1);
            bits <<= low;
            have -= low;
          }
          last += (code >> 1) ^ (0 - (code & 1));
          store<u16>(out + 2 * i, last ^ flip);
        }
      }
    }
  }
  return (at - from) * 8 - have > bytes * 8 ? 0 : 1;
}

// The bytes of 16-bit samples change places, in place; up to seven samples more are taken along.
export function swap16(at: usize, count: u32): void {
  for (const end = at + 2 * count; at < end; at += 16) {
    const v = v128.load(at);
    v128.store(at, v128.shuffle<u8>(v, v, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14));
  }
}
