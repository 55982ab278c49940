import { InvalidInput } from '@uraniborg/core';
import type { BitReader } from './bitReader.ts';

/** A code of Huffman's, canonical: shorter ones first, those of one length in order. */
export interface SymbolTable {
  readonly symbols: Uint16Array;
  /** By length: the first code that is longer, in as many bits as the longest has. */
  readonly beyond: Uint32Array;
  /** By length: how far before its code a symbol stands. */
  readonly shift: Int32Array;
  readonly longest: number;
}

/** @param lengths bits of each symbol's code, 0 of those that have none */
export function symbolTable(lengths: readonly number[]): SymbolTable {
  const longest = Math.max(...lengths);
  const symbols = new Uint16Array(lengths.length);
  const beyond = new Uint32Array(longest + 1);
  const shift = new Int32Array(longest + 1);
  let [code, count] = [0, 0];
  for (let bits = 1; bits <= longest; bits++) {
    shift[bits] = count - code;
    for (const [symbol, length] of lengths.entries())
      if (length === bits) {
        symbols[count++] = symbol;
        code++;
      }
    beyond[bits] = code * 2 ** (longest - bits);
    code *= 2;
  }
  return { symbols, beyond, shift, longest };
}

/** @throws InvalidInput a code that there is not, or the end */
export function readSymbol(bits: BitReader, { symbols, beyond, shift, longest }: SymbolTable): number {
  const word = bits.peek(longest);
  for (let length = 1; length <= longest; length++)
    if (word < (beyond[length] ?? 0)) {
      bits.skip(length);
      return symbols[(word >>> (longest - length)) + (shift[length] ?? 0)] ?? 0;
    }
  throw new InvalidInput('its codes are damaged');
}
