import { InvalidInput } from '@uraniborg/core';

/** Bytes that become more, of which nobody knows how many there will be. */
export interface Growing {
  /** The first `length` of these count. */
  bytes: Uint8Array;
  length: number;
  readonly most: number;
}

/** @param guess how many there will be, as far as anything tells */
export function growing(guess: number, most: number): Growing {
  return { bytes: new Uint8Array(Math.min(most, Math.max(64, guess))), length: 0, most };
}

/** Sees to it that so many bytes more have room. @throws InvalidInput there would be more than the most */
export function makeRoom(to: Growing, count: number): void {
  const wanted = to.length + count;
  if (wanted <= to.bytes.length) return;
  if (wanted > to.most)
    throw new InvalidInput(`it becomes more than ${to.most} bytes, which no image of its size does`);
  const bytes = new Uint8Array(Math.min(to.most, Math.max(wanted, 2 * to.bytes.length)));
  bytes.set(to.bytes.subarray(0, to.length));
  to.bytes = bytes;
}

/** What there is, in the memory that it has. */
export const grown = ({ bytes, length }: Growing): Uint8Array => bytes.subarray(0, length);
