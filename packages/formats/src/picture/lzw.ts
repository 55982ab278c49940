import { InvalidInput } from '@uraniborg/core';

/** How a file format writes Lempel, Ziv and Welch's codes (Welch, "A Technique for High-Performance Data Compression", 1984). */
export interface LzwKind {
  /** Bits of the samples: the code after the last of them clears the table, the next one ends the data. */
  readonly symbolBits: number;
  /** TIFF fills bytes from their high end, GIF from their low one. */
  readonly highBitFirst: boolean;
  /** TIFF widens its codes one code before the table is full. */
  readonly early: boolean;
}

const MOST_BITS = 12;

/**
 * Unpacks LZW codes. What is longer than `length` is cut off; what is shorter comes out shorter.
 *
 * @param length how many symbols are wanted
 * @throws InvalidInput a code that cannot be
 */
export function unpackLzw(
  packed: Uint8Array,
  length: number,
  { symbolBits, highBitFirst, early }: LzwKind,
): Uint8Array {
  const clear = 1 << symbolBits;
  const end = clear + 1;
  // An entry is the entry before it and one symbol more.
  const before = new Uint16Array(1 << MOST_BITS);
  const symbol = new Uint8Array(1 << MOST_BITS);
  const size = new Uint16Array(1 << MOST_BITS);
  for (let code = 0; code < clear; code++) [symbol[code], size[code]] = [code, 1];
  const result = new Uint8Array(length);
  let [at, next, bits, last] = [0, end + 1, symbolBits + 1, -1];
  let [pool, filled, from] = [0, 0, 0];
  while (at < length) {
    while (filled < bits && from < packed.length) {
      const byte = packed[from++] ?? 0;
      pool = highBitFirst ? ((pool << 8) | byte) & 0xffffff : pool | (byte << filled);
      filled += 8;
    }
    if (filled < bits) break;
    const code = highBitFirst ? (pool >> (filled - bits)) & ((1 << bits) - 1) : pool & ((1 << bits) - 1);
    if (!highBitFirst) pool >>>= bits;
    filled -= bits;
    if (code === end) break;
    if (code === clear) {
      [next, bits, last] = [end + 1, symbolBits + 1, -1];
      continue;
    }
    const known = code < clear || (code > end && code < next);
    if (!known && (last < 0 || code !== next)) throw new InvalidInput('its LZW data are damaged');
    // A code that is only now being made is the entry before and its own first symbol.
    const text = known ? code : last;
    const count = (size[text] ?? 0) + (known ? 0 : 1);
    let first = text;
    for (let entry = text, place = at + (size[text] ?? 0) - 1; place >= at; place--) {
      if (place < length) result[place] = symbol[entry] ?? 0;
      first = entry;
      entry = before[entry] ?? 0;
    }
    if (!known && at + count <= length) result[at + count - 1] = symbol[first] ?? 0;
    at += count;
    if (last >= 0 && next < 1 << MOST_BITS) {
      before[next] = last;
      symbol[next] = symbol[first] ?? 0;
      size[next] = (size[last] ?? 0) + 1;
      next++;
    }
    if (next + (early ? 1 : 0) >= 1 << bits && bits < MOST_BITS) bits++;
    last = code;
  }
  return at < length ? result.subarray(0, at) : result;
}
