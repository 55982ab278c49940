import type { PixelArray, Pixels } from '@uraniborg/core';

export type WireType = 'uint8' | 'uint16' | 'int32' | 'float32';

/** A frame as it crosses to a browser: see api's pixelHeaders. */
export interface WireFrame extends Pick<Pixels, 'width' | 'height' | 'planes'> {
  readonly type: WireType;
  readonly bytes: Uint8Array;
}

/**
 * Pixels as they cross to a browser: 8 or 16 bits unsigned where every value fits, else 32 bits. The bytes are
 * little-endian, as is every machine that Node runs on here; they share the memory of `pixels` where nothing changes.
 */
export function wirePixels({ width, height, planes, data }: Pixels): WireFrame {
  const { type, array } = narrowed(data);
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  return { width, height, planes, type, bytes };
}

/** Whether these pixels cross as they are, without being looked at. */
export const crossesAsItIs = (data: PixelArray): boolean =>
  data instanceof Uint8Array || data instanceof Uint16Array || data instanceof Float32Array;

function narrowed(data: PixelArray): { type: WireType; array: PixelArray } {
  if (data instanceof Uint8Array) return { type: 'uint8', array: data };
  if (data instanceof Uint16Array) return { type: 'uint16', array: data };
  if (data instanceof Float32Array) return { type: 'float32', array: data };
  if (data instanceof Float64Array) return { type: 'float32', array: Float32Array.from(data) };
  let [low, high] = [0, 0];
  for (const value of data) {
    if (value < low) low = value;
    else if (value > high) high = value;
  }
  if (low >= 0 && high <= 0xffff) return { type: 'uint16', array: Uint16Array.from(data) };
  if (high <= 0x7fff_ffff) return { type: 'int32', array: data instanceof Int32Array ? data : Int32Array.from(data) };
  return { type: 'float32', array: Float32Array.from(data) };
}
