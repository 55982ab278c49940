import type { Steps } from '@uraniborg/core';
import type { AlpacaImage } from '../deviceInterface.ts';
import { imageArrival } from './arrival.ts';
import type { ImageMemory } from './imageMemory.ts';

/**
 * The image in an ImageBytes answer that is there whole.
 *
 * @param shared where the pixels are to be in memory that threads can share: whose it is
 * @throws what an ImageArrival throws
 */
export function* decodeImageBytes(
  bytes: Uint8Array,
  { shared }: { shared?: ImageMemory | undefined } = {},
): Steps<AlpacaImage> {
  const arrival = imageArrival(bytes.length, { shared });
  for (let at = 0; at < bytes.length; ) {
    const place = arrival.next();
    const piece = bytes.subarray(at, at + place.length);
    place.set(piece);
    at += piece.length;
    arrival.written(piece.length);
    yield;
  }
  return yield* arrival.inSteps();
}
