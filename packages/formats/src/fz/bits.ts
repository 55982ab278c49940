import { InvalidInput } from '@uraniborg/core';

/** Bits out of bytes, the highest of each first. */
export interface Bits {
  /** The next `count` bits, 1 to 16, as a number. @throws InvalidInput when there are no more */
  take(count: number): number;
  /** Lets go of what is left of a byte that was begun. */
  toNextByte(): void;
}

export function bitsOf(bytes: Uint8Array): Bits {
  let at = 0;
  let pool = 0;
  let filled = 0;
  return {
    take(count) {
      while (filled < count) {
        if (at >= bytes.length) throw new InvalidInput('a compressed tile ends too early; the file is damaged');
        pool = ((pool << 8) | (bytes[at++] as number)) & 0xffffff;
        filled += 8;
      }
      filled -= count;
      return (pool >> filled) & ((1 << count) - 1);
    },
    toNextByte() {
      filled -= filled % 8;
    },
  };
}
