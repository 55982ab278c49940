/** PLIO_1 (FITS standard 4.0, section 10.4.3): IRAF's lists of runs, for masks. */
import { InvalidInput } from '@uraniborg/core';

/** What a word of the list says in its upper four bits; the lower twelve are its number. */
const [ZEROS, SET, UP, DOWN, RUN, ZEROS_AND_ONE, UP_ONE, DOWN_ONE] = [0, 1, 2, 3, 4, 5, 6, 7];

/**
 * @param packed words of 16 bits, big-endian
 * @returns `length` numbers from 0 to 2^24; zeros where the list says no more
 * @throws InvalidInput when it is damaged
 */
export function plioDecode(packed: Uint8Array, length: number): Int32Array {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const words = packed.length >> 1;
  const word = (i: number) => {
    if (i < 0 || i >= words)
      throw new InvalidInput('a tile packed by PLIO points to what is not there; the file is damaged');
    return view.getInt16(2 * i);
  };
  // Old lists have their length in the third word, new ones in two, and begin behind their header.
  const old = word(2) > 0;
  const end = old ? word(2) : word(4) * 32_768 + word(3);
  const result = new Int32Array(length);
  let [at, level] = [0, 1];
  const run = (count: number, value: number) => {
    if (at + count > length)
      throw new InvalidInput('a tile packed by PLIO is longer than its image; the file is damaged');
    result.fill(value, at, at + count);
    at += count;
  };
  for (let i = old ? 3 : word(1); i < end; i++) {
    const [what, number] = [(word(i) >> 12) & 15, word(i) & 4095];
    if (what === ZEROS) run(number, 0);
    else if (what === RUN) run(number, level);
    else if (what === ZEROS_AND_ONE && number > 0) {
      run(number - 1, 0);
      run(1, level);
    } else if (what === SET) level = word(++i) * 4096 + number;
    else if (what === UP || what === UP_ONE) level += number;
    else if (what === DOWN || what === DOWN_ONE) level -= number;
    else throw new InvalidInput('a tile packed by PLIO has a word that means nothing; the file is damaged');
    if (what === UP_ONE || what === DOWN_ONE) run(1, level);
  }
  return result;
}
