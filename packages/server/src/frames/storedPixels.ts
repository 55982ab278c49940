import type { PixelArray, Pixels } from '@uraniborg/core';
import { extremesOf, spreadFloats } from './spreadFloats.ts';

/** Pixels as 16-bit numbers in shared memory, and what they mean: value = zero + scale * stored. */
export interface StoredPixels {
  readonly pixels: Pixels<Uint16Array>;
  readonly scale: number;
  readonly zero: number;
  /** The largest stored value that the data can have. */
  readonly range: number;
}

/**
 * 8 and 16 bits stay as they are, and so do wider integers that fit. All else is spread over the range it really uses,
 * so that what is lost is less than an eye can see (a value then is exact to 1/65535 of that range). What is not a
 * number becomes the least. Pixels that are 16 bits in shared memory already are not copied.
 */
export function storedPixels({ width, height, planes, data }: Pixels): StoredPixels {
  const as = (stored: Uint16Array) => ({ width, height, planes, data: stored });
  const range = data instanceof Uint8Array ? 255 : 65535;
  if (data instanceof Uint16Array && data.buffer instanceof SharedArrayBuffer)
    return { pixels: as(data), scale: 1, zero: 0, range };
  const stored = new Uint16Array(new SharedArrayBuffer(2 * data.length));
  const { low, high } = data instanceof Float32Array ? extremesOf(data) : extremes(data);
  const whole = !(data instanceof Float32Array || data instanceof Float64Array);
  if (whole && low >= 0 && high <= 65535) {
    stored.set(data);
    return { pixels: as(stored), scale: 1, zero: 0, range };
  }
  const scale = scaleOf(low, high);
  if (data instanceof Float32Array) {
    spreadFloats(data, stored, low, scale);
    return { pixels: as(stored), scale, zero: low, range };
  }
  for (let i = 0; i < data.length; i++) {
    const value = data[i] as number;
    stored[i] = value > low ? Math.min(65535, Math.round(value / scale - low / scale)) : 0;
  }
  return { pixels: as(stored), scale, zero: low, range };
}

/** Of pixels that are spread from the least to the largest of them. Half of each end first: doubles can be too far apart. */
export const scaleOf = (low: number, high: number): number => (high / 2 - low / 2) / 32767.5 || 1;

/** The least and the largest finite value; 0 and 1 where there is none. */
function extremes(data: PixelArray): { low: number; high: number } {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < data.length; i++) {
    const value = data[i] as number;
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low > high ? { low: 0, high: 1 } : { low, high };
}
