import { InvalidInput } from '@uraniborg/core';

/** Numbers out of bytes, the highest bit of each first. */
export interface BitReader {
  /** The next `count` bits, 0 to 24 of them, as a number. @throws InvalidInput the bytes have ended */
  read(count: number): number;
  /** The next `count` bits, 0 to 24, which stay the next; zeros behind the end. */
  peek(count: number): number;
  /** Goes on by so many. @throws InvalidInput beyond the end */
  skip(count: number): void;
  /** To the beginning of the next byte, unless it is there. */
  align(): void;
  /** The byte that the next bit is in. */
  byte(): number;
}

export function bitReader(bytes: Uint8Array): BitReader {
  let place = 0;
  const end = 8 * bytes.length;
  const peek = (count: number) => {
    const at = Math.floor(place / 8);
    const word =
      ((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    return count === 0 ? 0 : (word << (place % 8)) >>> (32 - count);
  };
  const skip = (count: number) => {
    place += count;
    if (place > end) throw new InvalidInput('it is cut off');
  };
  return {
    peek,
    skip,
    read(count) {
      const value = peek(count);
      skip(count);
      return value;
    },
    align() {
      place = 8 * Math.ceil(place / 8);
    },
    byte: () => Math.floor(place / 8),
  };
}
