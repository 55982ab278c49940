import type { Pixels } from '@uraniborg/core';
import { type BackgroundMesh, backgroundAt } from './backgroundMesh.ts';

/** A square of pixels around a star, the background taken off: what a measurement looks at. */
export interface StarWindow {
  /** Pixels from the middle to the edge; the side is 2 * radius + 1. */
  readonly radius: number;
  /** The frame's pixel in the middle. */
  readonly x: number;
  readonly y: number;
  /** Above the background, ADU; NaN beyond the frame and where the pixel has no value. */
  readonly values: Float32Array;
  /** The noise of the background there. */
  readonly rms: number;
  /** How many pixels are saturated. */
  readonly saturated: number;
  /** The level of the background, which has been taken off. */
  readonly level: number;
  /** The largest value, background not taken off. */
  readonly peak: number;
}

/** The window of `radius` around (x, y). Colour planes are averaged. Its values live in `scratch`, if there is one. */
export function starWindow(
  { width, height, planes, data }: Pixels,
  mesh: BackgroundMesh,
  x: number,
  y: number,
  radius: number,
  saturation: number,
  scratch?: Float32Array,
): StarWindow {
  const [middleX, middleY] = [Math.round(x), Math.round(y)];
  const side = 2 * radius + 1;
  const values = scratch ?? new Float32Array(side * side);
  const { level, rms } = backgroundAt(mesh, middleX, middleY);
  const first = Math.max(0, middleX - radius);
  const last = Math.min(width - 1, middleX + radius);
  const top = Math.max(0, middleY - radius);
  const bottom = Math.min(height - 1, middleY + radius);
  if (last - first < 2 * radius || bottom - top < 2 * radius) values.fill(Number.NaN, 0, side * side);
  const size = width * height;
  let peak = Number.NEGATIVE_INFINITY;
  // Rows are far apart in memory: asked for all at once they come together, one after the other each waits for its own.
  for (let row = top; row <= bottom && planes === 1; row++)
    peak = Math.max(peak, data[row * width + first] as number, data[row * width + last] as number);
  for (let row = top; row <= bottom; row++) {
    let to = (row - middleY + radius) * side + first - middleX + radius;
    const [begin, end] = [row * width + first, row * width + last];
    if (planes === 1)
      for (let i = begin; i <= end; i++) {
        const value = data[i] as number;
        if (value > peak) peak = value;
        values[to++] = value - level;
      }
    else
      for (let i = begin; i <= end; i++) {
        const value = ((data[i] as number) + (data[i + size] as number) + (data[i + 2 * size] as number)) / 3;
        if (value > peak) peak = value;
        values[to++] = value - level;
      }
  }
  const isFull = (i: number) => {
    const sum =
      planes === 1 ? data[i] : (data[i] as number) + (data[i + size] as number) + (data[i + 2 * size] as number);
    return (sum as number) / planes >= saturation;
  };
  let saturated = 0;
  if (peak >= saturation)
    for (let row = top; row <= bottom; row++)
      for (let x = first; x <= last; x++) if (isFull(row * width + x)) saturated++;
  return { radius, x: middleX, y: middleY, values, level, rms, saturated, peak };
}
