import { InvalidInput, type PixelArray, type Pixels } from '@uraniborg/core';
import { encode } from 'fast-png';
import { interleavedOf } from './interleaved.ts';

/**
 * The pixels as a PNG of 8 or 16 bits, grey or colour. The bytes are fast-png's work.
 *
 * @throws InvalidInput other pixels than 8 or 16 bits unsigned: stretch or scale them first
 */
export function writePng({ width, height, planes, data }: Pixels): Uint8Array {
  if (!isUnsigned(data)) throw new InvalidInput('A PNG holds 8 or 16 bits unsigned; these pixels are of another kind');
  const samples = interleavedOf(data, width * height, planes);
  return encode({ width, height, data: samples, depth: data instanceof Uint16Array ? 16 : 8, channels: planes });
}

function isUnsigned(data: PixelArray): data is Uint8Array | Uint16Array {
  return data instanceof Uint8Array || data instanceof Uint16Array;
}
