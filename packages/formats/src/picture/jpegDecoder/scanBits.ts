import { InvalidInput } from '@uraniborg/core';

/** The compressed part of a JPEG bit by bit, up to the next marker (ITU-T T.81, F.2.2.5): a byte 0 behind an FF is filling. */
export interface ScanBits {
  readonly file: Uint8Array;
  /** Where the next byte is. */
  at: number;
  /** The last `count` bits of this come next. */
  hold: number;
  count: number;
  /** How many bits of those in `hold` stand for nothing: there was a marker instead. */
  lacking: number;
}

export function scanBits(file: Uint8Array, at: number): ScanBits {
  return { file, at, hold: 0, count: 0, lacking: 0 };
}

function fill(bits: ScanBits): void {
  const { file } = bits;
  while (bits.count <= 24) {
    let byte = file[bits.at];
    if (byte === undefined || (byte === 0xff && file[bits.at + 1] !== 0)) {
      byte = 0;
      bits.lacking += 8;
    } else bits.at += byte === 0xff ? 2 : 1;
    bits.hold = (bits.hold << 8) | byte;
    bits.count += 8;
  }
}

/** Whether more bits were taken than there were. */
export function isBeyond({ lacking, count }: ScanBits): boolean {
  return lacking > count;
}

/** The next `count` bits, 1 to 16 of them. */
export function takeBits(bits: ScanBits, count: number): number {
  if (bits.count < count) fill(bits);
  bits.count -= count;
  return (bits.hold >>> bits.count) & ((1 << count) - 1);
}

/** A number of so many bits: below half of what they can hold it is a negative one (T.81, F.12). */
export function takeSigned(bits: ScanBits, count: number): number {
  if (count === 0) return 0;
  const value = takeBits(bits, count);
  return value < 1 << (count - 1) ? value - (1 << count) + 1 : value;
}

/** Leaves what is left of a byte, and a marker that restarts the scan (T.81, E.2.4). @throws InvalidInput there is none */
export function restart(bits: ScanBits): void {
  let { at } = bits;
  // Bytes that were taken ahead of their time are none of the marker's.
  while (bits.file[at] === 0xff && bits.file[at + 1] === 0xff) at++;
  const marker = bits.file[at + 1] ?? 0;
  if (bits.file[at] !== 0xff || marker < 0xd0 || marker > 0xd7) throw new InvalidInput('a restart is missing');
  bits.at = at + 2;
  bits.hold = bits.count = bits.lacking = 0;
}

/** A table of Huffman's codes that is looked up by the next nine bits, and goes on by one bit after the other. */
export interface CodeTable {
  /** length << 8 | symbol; 0 where the code is longer. */
  readonly short: Uint16Array;
  /** By length: the first code that is longer, and where the first symbol of that length stands, less its code. */
  readonly beyond: Int32Array;
  readonly shift: Int32Array;
  readonly symbols: Uint8Array;
}

const SHORT = 9;

/** @param counts of codes of 1 to 16 bits. @throws InvalidInput more codes than there can be */
export function codeTable(counts: Uint8Array, symbols: Uint8Array): CodeTable {
  const short = new Uint16Array(1 << SHORT);
  const beyond = new Int32Array(17);
  const shift = new Int32Array(17);
  let [code, at] = [0, 0];
  for (let length = 1; length <= 16; length++) {
    shift[length] = at - code;
    const count = counts[length - 1] ?? 0;
    if (code + count > 1 << length) throw new InvalidInput('its codes are damaged');
    for (let i = 0; i < count; i++, code++, at++) {
      if (length > SHORT) continue;
      const first = code << (SHORT - length);
      short.fill((length << 8) | (symbols[at] ?? 0), first, first + (1 << (SHORT - length)));
    }
    beyond[length] = code;
    code <<= 1;
  }
  return { short, beyond, shift, symbols };
}

/** @throws InvalidInput a code that there is not */
export function takeSymbol(bits: ScanBits, table: CodeTable): number {
  if (bits.count < 16) fill(bits);
  const entry = table.short[(bits.hold >>> (bits.count - SHORT)) & ((1 << SHORT) - 1)] as number;
  if (entry > 0) {
    bits.count -= entry >> 8;
    return entry & 255;
  }
  for (let length = SHORT + 1; length <= 16; length++) {
    const code = (bits.hold >>> (bits.count - length)) & ((1 << length) - 1);
    if (code >= (table.beyond[length] as number)) continue;
    bits.count -= length;
    return table.symbols[code + (table.shift[length] as number)] as number;
  }
  throw new InvalidInput('its codes are damaged');
}
