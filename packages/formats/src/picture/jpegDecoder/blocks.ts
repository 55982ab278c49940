/** How the 64 coefficients of a block come out of the bits (ITU-T T.81: F.2.2 at once, G.1.2 by and by). */
import { InvalidInput } from '@uraniborg/core';
import { ZIGZAG } from '../jpegTables.ts';
import { type CodeTable, type ScanBits, takeBits, takeSigned, takeSymbol } from './scanBits.ts';

/** Row by row of the block. */
const ORDER = Uint8Array.from(ZIGZAG);

/** What a component needs for its next block. */
export interface BlockState {
  readonly dc: CodeTable | undefined;
  readonly ac: CodeTable | undefined;
  /** The constant part of the block before. */
  before: number;
}

/** Which coefficients a scan gives, and which bits of them: all of both where a picture is not made clear by and by. */
export interface ScanPart {
  readonly first: number;
  readonly last: number;
  readonly high: number;
  readonly low: number;
}

const lacks = () => new InvalidInput('a table of its codes is missing');
const damaged = () => new InvalidInput('its coefficients are damaged');

/** A whole block; `block` holds nothing but zeros before. */
export function wholeBlock(bits: ScanBits, state: BlockState, block: Int16Array): void {
  const { dc, ac } = state;
  if (!dc || !ac) throw lacks();
  state.before += takeSigned(bits, takeSymbol(bits, dc) & 15);
  block[0] = state.before;
  for (let k = 1; k < 64; k++) {
    const symbol = takeSymbol(bits, ac);
    const size = symbol & 15;
    if (size === 0) {
      if (symbol !== 0xf0) return;
      k += 15;
      continue;
    }
    k += symbol >> 4;
    if (k > 63) throw damaged();
    block[ORDER[k] as number] = takeSigned(bits, size);
  }
}

/** The constant part of a block, its high bits or one more. */
export function constantPart(bits: ScanBits, state: BlockState, { high, low }: ScanPart, block: Int16Array): void {
  if (high > 0) {
    block[0] = (block[0] as number) | (takeBits(bits, 1) << low);
    return;
  }
  if (!state.dc) throw lacks();
  state.before += takeSigned(bits, takeSymbol(bits, state.dc) & 15);
  block[0] = state.before << low;
}

/** Blocks that have nothing more in this scan: how many are still to come. */
export interface EmptyRun {
  left: number;
}

/** The high bits of the other coefficients of a block. */
export function firstBits(bits: ScanBits, ac: CodeTable | undefined, part: ScanPart, run: EmptyRun, block: Int16Array) {
  if (!ac) throw lacks();
  if (run.left > 0) {
    run.left--;
    return;
  }
  for (let k = part.first; k <= part.last; k++) {
    const symbol = takeSymbol(bits, ac);
    const [zeros, size] = [symbol >> 4, symbol & 15];
    if (size === 0) {
      if (zeros < 15) {
        run.left = (1 << zeros) - 1 + (zeros > 0 ? takeBits(bits, zeros) : 0);
        return;
      }
      k += 15;
      continue;
    }
    k += zeros;
    if (k > 63) throw damaged();
    block[ORDER[k] as number] = takeSigned(bits, size) << part.low;
  }
}

/** One bit more of the coefficients that are there, and those that appear with it. */
export function moreBits(bits: ScanBits, ac: CodeTable | undefined, part: ScanPart, run: EmptyRun, block: Int16Array) {
  if (!ac) throw lacks();
  const bit = 1 << part.low;
  let k = part.first;
  // Goes on to the place behind so many zeros, or behind the last; whatever is on the way gets its bit.
  const pass = (zeros: number) => {
    for (; k <= part.last; k++) {
      const at = ORDER[k] as number;
      const value = block[at] as number;
      if (value === 0) {
        if (zeros-- === 0) return;
      } else if (takeBits(bits, 1) === 1 && (value & bit) === 0) block[at] = value + (value > 0 ? bit : -bit);
    }
  };
  if (run.left === 0)
    while (k <= part.last) {
      const symbol = takeSymbol(bits, ac);
      const [zeros, size] = [symbol >> 4, symbol & 15];
      if (size === 0 && zeros < 15) {
        run.left = (1 << zeros) + (zeros > 0 ? takeBits(bits, zeros) : 0);
        break;
      }
      if (size > 1) throw damaged();
      const value = size === 0 ? 0 : takeBits(bits, 1) === 1 ? bit : -bit;
      pass(zeros);
      if (value !== 0) {
        if (k > part.last) throw damaged();
        block[ORDER[k] as number] = value;
      }
      k++;
    }
  if (run.left > 0) {
    pass(64);
    run.left--;
  }
}
