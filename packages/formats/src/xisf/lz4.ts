/** LZ4 blocks (lz4_Block_format.md, Yann Collet): sequences of literals and copies from what is behind. */
import { InvalidInput } from '@uraniborg/core';

/**
 * @param length bytes when unpacked, as the container says
 * @throws InvalidInput the block is damaged, or does not give that length
 */
export function unpackLz4(block: Uint8Array, length: number): Uint8Array {
  const result = new Uint8Array(length);
  let from = 0;
  let at = 0;
  const damaged = () => new InvalidInput(`An LZ4 block is damaged at byte ${from}`);
  const more = (start: number) => {
    let count = start;
    if (start !== 15) return count;
    for (;;) {
      const byte = block[from++];
      if (byte === undefined) throw damaged();
      count += byte;
      if (byte !== 255) return count;
    }
  };
  while (from < block.length) {
    const token = block[from++] as number;
    const literals = more(token >> 4);
    if (from + literals > block.length || at + literals > length) throw damaged();
    result.set(block.subarray(from, from + literals), at);
    from += literals;
    at += literals;
    if (from === block.length) break; // the last sequence has literals only
    const distance = (block[from] as number) | ((block[from + 1] ?? 0) << 8);
    from += 2;
    const copied = more(token & 15) + 4;
    if (distance === 0 || distance > at || at + copied > length) throw damaged();
    // Copies may overlap what they write: byte by byte, as the format wants it.
    for (let i = 0; i < copied; i++, at++) result[at] = result[at - distance] as number;
  }
  if (at !== length) throw new InvalidInput(`An LZ4 block gives ${at} bytes instead of ${length}`);
  return result;
}

/** Packs greedily with a table of the last place of each four bytes; the ends are left alone as the format demands. */
export function packLz4(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length + Math.ceil(bytes.length / 255) + 16);
  const table = new Int32Array(1 << 16).fill(-1);
  const last = bytes.length - 12; // no copy may begin in the last twelve bytes
  let [at, anchor, to] = [0, 0, 0];
  const four = (i: number) =>
    (bytes[i] as number) |
    ((bytes[i + 1] as number) << 8) |
    ((bytes[i + 2] as number) << 16) |
    ((bytes[i + 3] as number) << 24);
  const lengths = (count: number) => {
    for (let rest = count - 15; rest >= 0; rest -= 255) out[to++] = Math.min(rest, 255);
  };
  const sequence = (literals: number, copied: number, distance: number) => {
    out[to++] = (Math.min(literals, 15) << 4) | (copied === 0 ? 0 : Math.min(copied - 4, 15));
    lengths(literals);
    out.set(bytes.subarray(anchor, anchor + literals), to);
    to += literals;
    if (copied === 0) return;
    out[to++] = distance & 255;
    out[to++] = distance >> 8;
    lengths(copied - 4);
  };
  while (at < last) {
    const value = four(at);
    const slot = (Math.imul(value, 2654435761) >>> 16) & 0xffff;
    const candidate = table[slot] as number;
    table[slot] = at;
    if (candidate < 0 || at - candidate > 65_535 || four(candidate) !== value) {
      at++;
      continue;
    }
    let copied = 4;
    const most = bytes.length - 5 - at; // the last five bytes are literals
    while (copied < most && bytes[candidate + copied] === bytes[at + copied]) copied++;
    sequence(at - anchor, copied, at - candidate);
    at += copied;
    anchor = at;
  }
  sequence(bytes.length - anchor, 0, 0);
  return out.slice(0, to);
}
