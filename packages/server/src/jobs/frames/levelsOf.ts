import { median, type Pixels } from '@uraniborg/core';

/** Pixels of a plane that are looked at: their median is known to a hundredth of the noise. */
const SAMPLE = 20_000;

/** The sky of each plane: the median of pixels all over it. NaN where no pixel has a value. */
export function levelsOf({ width, height, planes, data }: Pixels): number[] {
  const size = width * height;
  // Odd, so that it does not stay on one column.
  const step = Math.max(1, Math.floor(size / SAMPLE)) | 1;
  return Array.from({ length: planes }, (_, plane) => {
    const sample = new Float64Array(Math.ceil(size / step));
    let count = 0;
    for (let i = plane * size; i < (plane + 1) * size; i += step) {
      const value = data[i] as number;
      if (Number.isFinite(value)) sample[count++] = value;
    }
    return median(sample.subarray(0, count));
  });
}
