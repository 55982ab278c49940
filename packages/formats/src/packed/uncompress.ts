import { InvalidInput } from '@uraniborg/core';
import { type Growing, makeRoom } from './growing.ts';

/** Codes begin with this many bits. */
const FIRST_BITS = 9;
/** And may become as long. Files of nine bits all through, which compress writes in a way of its own, nobody has. */
const MOST_BITS = { least: 10, most: 16 };
const CLEAR = 256;

/** Whether a file was packed by the program compress: its mark, and how long its codes become. */
export function isCompress(bytes: Uint8Array): boolean {
  const most = (bytes[2] ?? 0) & 31;
  return bytes[0] === 0x1f && bytes[1] === 0x9d && most >= MOST_BITS.least && most <= MOST_BITS.most;
}

/**
 * What the Unix program compress packed (.Z): Lempel, Ziv and Welch's codes, the low bits of a byte first. Codes come in
 * groups of eight of one length; where they become longer, or all are forgotten, the rest of a group is filling.
 *
 * @throws InvalidInput a code that cannot be, or more than `to` takes. A file that was cut off gives what is left of it.
 */
export function uncompress(file: Uint8Array, to: Growing): void {
  const mostBits = (file[2] ?? 0) & 31;
  const forgets = ((file[2] ?? 0) & 128) !== 0;
  const first = forgets ? CLEAR + 1 : CLEAR;
  const entries = 1 << mostBits;
  // An entry is the entry before it and one byte more.
  const before = new Uint16Array(entries);
  const last = new Uint8Array(entries);
  const size = new Uint32Array(entries).fill(1, 0, CLEAR);
  for (let code = 0; code < CLEAR; code++) last[code] = code;
  let [bits, next, old] = [FIRST_BITS, first, -1];
  let [place, group] = [24, 24];
  const fill = () => {
    const whole = 8 * bits;
    place = group = group + Math.ceil((place - group) / whole) * whole;
  };
  const end = 8 * file.length;
  for (;;) {
    if (next >= 1 << bits && bits < mostBits) {
      fill();
      bits++;
    }
    if (place + bits > end) return;
    const at = place >>> 3;
    const word = (file[at] ?? 0) | ((file[at + 1] ?? 0) << 8) | ((file[at + 2] ?? 0) << 16);
    const code = (word >>> (place & 7)) & ((1 << bits) - 1);
    place += bits;
    if (code === CLEAR && forgets) {
      fill();
      [bits, next, old] = [FIRST_BITS, first, -1];
      continue;
    }
    const known = code < next && (code < CLEAR || code >= first);
    if (!known && (old < 0 || code !== next)) throw new InvalidInput('its codes are damaged');
    // A code that is only now being made is the entry before and its own first byte.
    const text = known ? code : old;
    const count = size[text] ?? 0;
    makeRoom(to, count + 1);
    const { bytes } = to;
    let entry = text;
    for (let i = to.length + count - 1; i > to.length; i--) {
      bytes[i] = last[entry] ?? 0;
      entry = before[entry] ?? 0;
    }
    const head = last[entry] ?? 0;
    bytes[to.length] = head;
    if (!known) bytes[to.length + count] = head;
    to.length += known ? count : count + 1;
    if (old >= 0 && next < entries) {
      before[next] = old;
      last[next] = head;
      size[next] = (size[old] ?? 0) + 1;
      next++;
    }
    old = code;
  }
}
