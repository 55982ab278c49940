import type { AlpacaImage } from '../deviceInterface.ts';
import { imageArrival } from './arrival.ts';

/**
 * The image in an ImageBytes answer that is there whole.
 *
 * @throws what an ImageArrival throws
 */
export function decodeImageBytes(bytes: Uint8Array): AlpacaImage {
  const arrival = imageArrival(bytes.length);
  for (let at = 0; at < bytes.length; ) {
    const place = arrival.next();
    const piece = bytes.subarray(at, at + place.length);
    place.set(piece);
    at += piece.length;
    arrival.written(piece.length);
  }
  return arrival.image();
}
