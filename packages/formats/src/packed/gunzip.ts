import { InvalidInput } from '@uraniborg/core';
import { Gunzip } from 'fflate';
import { type Growing, makeRoom } from './growing.ts';

/** Bytes that are given to the unpacker at once: what they become, at most a thousand times as many, is soon too much. */
const STEP = 1 << 16;

/**
 * All members of a gzip file one after the other (RFC 1952, 2.2), as `cat a.gz b.gz` and bgzip make them; what stands
 * behind them and is none is left alone.
 *
 * @throws InvalidInput damaged, cut off, or more than `to` takes
 */
export function gunzip(file: Uint8Array, to: Growing): void {
  let begun = 0;
  let member = 0;
  const unpacker = new Gunzip((part) => {
    makeRoom(to, part.length);
    to.bytes.set(part, to.length);
    to.length += part.length;
  });
  unpacker.onmember = () => {
    member++;
    begun = to.length;
  };
  try {
    // It never hears that the file ends: it would leave members out that begin in the last of its parts.
    for (let from = 0; from < file.length; from += STEP) unpacker.push(file.subarray(from, from + STEP), false);
  } catch (error) {
    // Not even the two bytes of a further member: padding, or what a tape left.
    if (error instanceof Error && error.message === 'invalid gzip data' && to.length > 0) return;
    throw error;
  }
  // Each member ends with how many bytes it gave.
  const length = file.length < 18 ? 0 : new DataView(file.buffer, file.byteOffset).getUint32(file.length - 4, true);
  const given = (to.length - begun) % 2 ** 32;
  if (given !== length)
    throw new InvalidInput(`${member > 0 ? 'its last part' : 'it'} gives ${given} bytes instead of ${length}`);
}
