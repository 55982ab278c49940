import { InvalidInput } from '@uraniborg/core';
import { type BitReader, bitReader } from './bitReader.ts';
import { type Growing, makeRoom } from './growing.ts';
import { readSymbol, type SymbolTable, symbolTable } from './symbolTable.ts';

/** A block and the end of a stream begin with six bytes of pi, or of its root. */
const BLOCK = 0x314159265359;
const END = 0x177245385090;
/** Symbols are taken from one of up to six tables, which changes after as many. */
const GROUP = 50;

/** Whether a file was packed by bzip2: its mark, how large its blocks are, and the first of them. */
export function isBzip2(bytes: Uint8Array): boolean {
  if (bytes.length < 10 || !/^BZh[1-9]$/.test(String.fromCharCode(...bytes.subarray(0, 4)))) return false;
  const bits = bitReader(bytes.subarray(4, 10));
  const mark = bits.read(24) * 2 ** 24 + bits.read(24);
  return mark === BLOCK || mark === END;
}

/**
 * What bzip2 packed (.bz2): blocks sorted after Burrows and Wheeler, recency ranks, runs, Huffman's codes (as J. Tsai's
 * description of the format has them). All streams of a file, one after the other, as pbzip2 makes them; what stands
 * behind them and is none is left alone.
 *
 * @throws InvalidInput damaged, cut off, or more than `to` takes
 */
export function bunzip2(file: Uint8Array, to: Growing): void {
  const bits = bitReader(file);
  while (isBzip2(file.subarray(bits.byte(), bits.byte() + 10))) {
    bits.skip(24);
    const blockBytes = (bits.read(8) - 0x30) * 100_000;
    const sorted = new Uint32Array(blockBytes);
    for (;;) {
      const mark = bits.read(24) * 2 ** 24 + bits.read(24);
      const check = bits.read(16) * 65_536 + bits.read(16);
      if (mark === END) break;
      if (mark !== BLOCK) throw new InvalidInput('its blocks are damaged');
      const from = to.length;
      unpackBlock(bits, sorted, to);
      if (checkOf(to.bytes.subarray(from, to.length)) !== check) throw new InvalidInput('one of its blocks is damaged');
    }
    bits.align();
  }
}

function unpackBlock(bits: BitReader, sorted: Uint32Array, to: Growing): void {
  if (bits.read(1) === 1) throw new InvalidInput('it was packed by a bzip2 of 1996, before version 0.9.5');
  const origin = bits.read(24);
  const used = usedBytes(bits);
  const { tables, selectors } = codesOf(bits, used.length + 2);
  const length = unrank(bits, used, tables, selectors, sorted);
  if (origin >= length) throw new InvalidInput('one of its blocks is damaged');
  unsort(sorted, length);
  unrun(sorted, length, origin, to);
}

/** The bytes that occur in a block, by a map of maps of sixteen. */
function usedBytes(bits: BitReader): number[] {
  const used: number[] = [];
  const rows = bits.read(16);
  for (let row = 0; row < 16; row++) {
    if (((rows >> (15 - row)) & 1) === 0) continue;
    const columns = bits.read(16);
    for (let column = 0; column < 16; column++) if ((columns >> (15 - column)) & 1) used.push(16 * row + column);
  }
  if (used.length === 0) throw new InvalidInput('one of its blocks is damaged');
  return used;
}

/** The tables of a block, and which of them comes when. */
function codesOf(bits: BitReader, symbols: number): { tables: SymbolTable[]; selectors: Uint8Array } {
  const count = bits.read(3);
  const selectors = new Uint8Array(bits.read(15));
  if (count < 2 || count > 6 || selectors.length === 0) throw new InvalidInput('one of its blocks is damaged');
  const recent = Array.from({ length: count }, (_, i) => i);
  for (let i = 0; i < selectors.length; i++) {
    let rank = 0;
    while (bits.read(1) === 1) if (++rank >= count) throw new InvalidInput('one of its blocks is damaged');
    const [table = 0] = recent.splice(rank, 1);
    recent.unshift(table);
    selectors[i] = table;
  }
  const tables = recent.map(() => {
    let length = bits.read(5);
    const lengths = Array.from({ length: symbols }, () => {
      while (bits.read(1) === 1) length += bits.read(1) === 1 ? -1 : 1;
      if (length < 1 || length > 20) throw new InvalidInput('one of its blocks is damaged');
      return length;
    });
    return symbolTable(lengths);
  });
  return { tables, selectors };
}

/** The bytes of a block, from how recently each was there and how often the last one comes again. */
function unrank(
  bits: BitReader,
  used: readonly number[],
  tables: readonly SymbolTable[],
  selectors: Uint8Array,
  to: Uint32Array,
): number {
  const recent = Uint8Array.from(used);
  const end = used.length + 1;
  let [length, run, weight] = [0, 0, 1];
  for (let count = 0; ; count++) {
    const table = tables[selectors[Math.floor(count / GROUP)] ?? -1];
    if (!table) throw new InvalidInput('one of its blocks is damaged');
    const symbol = readSymbol(bits, table);
    if (symbol <= 1) {
      run += weight << symbol;
      weight *= 2;
      if (run > to.length) throw new InvalidInput('one of its blocks is damaged');
      continue;
    }
    if (length + run + (symbol === end ? 0 : 1) > to.length) throw new InvalidInput('one of its blocks is damaged');
    to.fill(recent[0] ?? 0, length, length + run);
    length += run;
    [run, weight] = [0, 1];
    if (symbol === end) return length;
    const byte = recent[symbol - 1] ?? 0;
    recent.copyWithin(1, 0, symbol - 1);
    recent[0] = byte;
    to[length++] = byte;
  }
}

/** Burrows and Wheeler's order undone: above each byte, in the next 24 bits, where the one after it stands. */
function unsort(sorted: Uint32Array, length: number): void {
  const starts = new Uint32Array(257);
  for (let i = 0; i < length; i++)
    starts[((sorted[i] ?? 0) & 255) + 1] = (starts[((sorted[i] ?? 0) & 255) + 1] ?? 0) + 1;
  for (let byte = 0; byte < 256; byte++) starts[byte + 1] = (starts[byte + 1] ?? 0) + (starts[byte] ?? 0);
  for (let i = 0; i < length; i++) {
    const byte = (sorted[i] ?? 0) & 255;
    const at = starts[byte] ?? 0;
    starts[byte] = at + 1;
    sorted[at] = (sorted[at] ?? 0) | (i << 8);
  }
}

/** The bytes in their order; after four equal ones a number says how many more there are. */
function unrun(sorted: Uint32Array, length: number, origin: number, to: Growing): void {
  let at = (sorted[origin] ?? 0) >>> 8;
  let [equal, before] = [0, -1];
  for (let i = 0; i < length; i++) {
    const entry = sorted[at] ?? 0;
    const byte = entry & 255;
    at = entry >>> 8;
    if (equal === 4) {
      makeRoom(to, byte);
      to.bytes.fill(before, to.length, to.length + byte);
      to.length += byte;
      [equal, before] = [0, -1];
      continue;
    }
    if (to.length === to.bytes.length) makeRoom(to, 1);
    to.bytes[to.length++] = byte;
    equal = byte === before ? equal + 1 : 1;
    before = byte;
  }
}

/** The cyclic sum of bzip2: the polynomial of Ethernet, the highest bit first. */
function checkOf(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) sum = (sum << 8) ^ (STEPS[(sum >>> 24) ^ (bytes[i] ?? 0)] ?? 0);
  return ~sum >>> 0;
}

const STEPS = Int32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte << 24;
  for (let bit = 0; bit < 8; bit++) sum = (sum << 1) ^ (sum < 0 ? 0x04c11db7 : 0);
  return sum;
});
