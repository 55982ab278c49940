import { InvalidInput, sentenceOf } from '@uraniborg/core';
import { Gunzip, Unzlib } from 'fflate';

/** Bytes that are given to the unpacker at once: what they become, at most a thousand times as many, is soon too much. */
const STEP = 1 << 16;

/**
 * Unpacks deflated data and leaves off as soon as there are `most` bytes: a bomb costs neither memory nor time. Whoever
 * wants to know that there is no more asks for one byte more.
 *
 * @throws InvalidInput damaged
 */
export function inflate(packed: Uint8Array, most: number, wrapping: 'zlib' | 'gzip'): Uint8Array {
  const result = new Uint8Array(most);
  let at = 0;
  const take = (part: Uint8Array) => {
    result.set(part.subarray(0, most - at), at);
    at = Math.min(most, at + part.length);
  };
  const unpacker = wrapping === 'zlib' ? new Unzlib(take) : new Gunzip(take);
  try {
    for (let from = 0; from < packed.length && at < most; from += STEP)
      unpacker.push(packed.subarray(from, from + STEP), from + STEP >= packed.length);
  } catch (error) {
    throw new InvalidInput(sentenceOf(error));
  }
  return result.subarray(0, at);
}
