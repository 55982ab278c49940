import type { PixelArray } from '@uraniborg/core';

/** Rounds and clamps into integer pixels; leaves floating ones as they are. */
export function pixelWriter(data: PixelArray): (index: number, value: number) => void {
  if (data instanceof Float32Array || data instanceof Float64Array)
    return (index, value) => {
      data[index] = value;
    };
  const signed = data instanceof Int16Array || data instanceof Int32Array;
  const bits = 8 * data.BYTES_PER_ELEMENT - (signed ? 1 : 0);
  const high = 2 ** bits - 1;
  const low = signed ? -(2 ** bits) : 0;
  return (index, value) => {
    data[index] = value <= low ? low : value >= high ? high : Math.floor(value + 0.5);
  };
}
