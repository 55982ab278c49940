import { InvalidInput } from '@uraniborg/core';
import { type BitReader, bitReader } from '../../packed/bitReader.ts';
import { BY_ITSELF, FAX_BITS, type FaxTable, faxChanges, faxRuns, LEFT_3, PASSED } from './faxCodes.ts';

/**
 * How a fax is coded: each row by itself and from a byte of its own, the same with an end of line between (T.4, where a bit
 * may follow it that says whether the row is told by the one above), or every row by the one above (T.6).
 */
export type FaxKind = 'rows' | 'T.4' | 'T.4 in two dimensions' | 'T.6';

/** An end of line is at least so many zeros, and a one. */
const ZEROS = 11;

/**
 * The rows of a fax, one bit a pixel, the high bit first, each row from a byte of its own; 1 is black.
 *
 * @throws InvalidInput damaged, or fewer rows
 */
export function unpackFax(packed: Uint8Array, width: number, rows: number, kind: FaxKind): Uint8Array {
  const bits = bitReader(packed);
  const rowBytes = Math.ceil(width / 8);
  const result = new Uint8Array(rowBytes * rows);
  let above = [width];
  for (let y = 0; y < rows; y++) {
    const single = kind === 'T.6' ? false : isSingle(bits, kind);
    const changes = single ? runsOf(bits, width) : changesFrom(bits, above, width);
    // Black is between a change to it and the next one.
    for (let i = 0; i < changes.length; i += 2)
      for (let x = changes[i] as number; x < (changes[i + 1] ?? width); x++)
        result[y * rowBytes + (x >> 3)] = (result[y * rowBytes + (x >> 3)] as number) | (128 >> (x & 7));
    above = changes;
  }
  return result;
}

/** Whether the next row is coded by itself; what stands before it is left behind. */
function isSingle(bits: BitReader, kind: FaxKind): boolean {
  if (kind === 'rows') {
    bits.align();
    return true;
  }
  if (bits.peek(ZEROS) !== 0) return true;
  bits.skip(ZEROS);
  while (bits.read(1) === 0);
  return kind === 'T.4' || bits.read(1) === 1;
}

function code(bits: BitReader, table: FaxTable): number {
  const entry = table[bits.peek(FAX_BITS)] as number;
  if (entry === 0) throw new InvalidInput('its fax codes are damaged');
  bits.skip(entry >> 12);
  return entry & 0xfff;
}

/** How long the next run is, of white (0) or black (1). */
function run(bits: BitReader, colour: 0 | 1): number {
  let length = 0;
  for (;;) {
    const part = code(bits, faxRuns[colour]);
    length += part;
    if (part < 64) return length;
  }
}

/** Where the colour changes in a row that is coded by itself: to black, to white, and so on. */
function runsOf(bits: BitReader, width: number): number[] {
  const changes: number[] = [];
  for (let [x, colour] = [0, 0 as 0 | 1]; x < width; colour = colour === 0 ? 1 : 0) {
    x += run(bits, colour);
    if (x > width) throw new InvalidInput('its fax codes are damaged');
    changes.push(x);
  }
  return changes;
}

/** The same of a row that is told by the one above (T.4, 4.2.1.3). */
function changesFrom(bits: BitReader, above: readonly number[], width: number): number[] {
  const changes: number[] = [];
  let colour: 0 | 1 = 0;
  // The first change of a row may stand on its first pixel.
  let [x, next] = [-1, 0];
  while (x < width) {
    // The first change above that is to the right of here, and to the other colour.
    while (next > 0 && (above[next - 1] ?? width) > x) next--;
    while ((above[next] ?? width) <= x && next < above.length) next++;
    if ((next & 1) !== colour) next++;
    const over = above[next] ?? width;
    const way = code(bits, faxChanges);
    if (way === PASSED) {
      x = above[next + 1] ?? width;
      continue;
    }
    if (way === BY_ITSELF) {
      const first = Math.max(0, x) + run(bits, colour);
      x = first + run(bits, colour === 0 ? 1 : 0);
      changes.push(first, x);
    } else {
      const to = over + way - LEFT_3 - 3;
      if (to < Math.max(0, x)) throw new InvalidInput('its fax codes are damaged');
      x = to;
      changes.push(x);
      colour = colour === 0 ? 1 : 0;
    }
    if (x > width) throw new InvalidInput('its fax codes are damaged');
  }
  return changes;
}
