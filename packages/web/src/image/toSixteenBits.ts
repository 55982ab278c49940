/** Any stored pixels as the 16-bit unsigned numbers that a texture and a histogram take: value = zero + scale * stored. */
export interface SixteenBits {
  pixels: Uint16Array<ArrayBuffer>;
  scale: number;
  zero: number;
  /** The largest stored value that the data can have. */
  range: number;
}

export type PixelType = 'uint8' | 'uint16' | 'int32' | 'float32';

/**
 * 8 and 16 bits stay as they are; wider data are spread over the range they really use, so that what is lost is less
 * than the eye can see (the read-out then is exact to 1/65535 of that range). What is not a number becomes the least.
 */
export function toSixteenBits(buffer: ArrayBuffer, type: PixelType): SixteenBits {
  if (type === 'uint16') return { pixels: new Uint16Array(buffer), scale: 1, zero: 0, range: 65535 };
  if (type === 'uint8') return { pixels: Uint16Array.from(new Uint8Array(buffer)), scale: 1, zero: 0, range: 255 };
  const values = type === 'int32' ? new Int32Array(buffer) : new Float32Array(buffer);
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (min > max) [min, max] = [0, 1];
  const scale = (max - min) / 65535 || 1;
  const pixels = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    pixels[i] = value > min ? Math.min(65535, Math.round((value - min) / scale)) : 0;
  }
  return { pixels, scale, zero: min, range: 65535 };
}
