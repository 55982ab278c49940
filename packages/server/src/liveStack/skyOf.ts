import { median, type Pixels } from '@uraniborg/core';

/** The sky of one plane, and its noise in one pixel. */
export interface Sky {
  readonly level: number;
  readonly noise: number;
}

/** Pixels of a plane that are looked at: both numbers are then known to about one in a hundred of the noise. */
const SAMPLE = 20_000;
/** Pixels so far apart have nothing of each other, even where a frame was resampled; a gradient is still small. */
const APART = 8;
/** Of the absolute value of the difference of two normal numbers, over its median. */
const SIGMA = 1.4826 / Math.SQRT2;

/** Level and noise of the sky of each plane, by medians: stars and gradients do not count. NaN where there is nothing. */
export function skyOf({ width, height, planes, data }: Pixels): Sky[] {
  const size = width * height;
  // Odd, so that it does not stay on one column.
  const step = Math.max(1, Math.floor(size / SAMPLE)) | 1;
  return Array.from({ length: planes }, (_, plane) => {
    const values: number[] = [];
    const differences: number[] = [];
    for (let i = 0; i < size; i += step) {
      const value = data[plane * size + i] as number;
      if (!Number.isFinite(value)) continue;
      values.push(value);
      if ((i % width) + APART >= width) continue;
      const other = data[plane * size + i + APART] as number;
      if (Number.isFinite(other)) differences.push(Math.abs(value - other));
    }
    return {
      level: values.length === 0 ? Number.NaN : median(values),
      noise: differences.length === 0 ? Number.NaN : SIGMA * median(differences),
    };
  });
}
