import { openKernel, type PixelArray } from '@uraniborg/core';
import { clippedLightModule } from './clippedLightModule.ts';

/** What the columns of some rows of pixels add up to. */
export interface ClippedLight {
  /** What is taken off a pixel of each column, and how much it counts at most; to be filled in. */
  readonly levels: Float32Array;
  readonly most: Float32Array;
  /** For each column, in 32 bits; to be set to 0 where a sum begins. */
  readonly sums: Float32Array;
  /** Adds a row. What is no number counts for nothing. */
  add(row: PixelArray): void;
}

/** Sums of clipped light for rows of `width` pixels; those of 16 bits go through a kernel, to the same bits. One at a time. */
export function clippedLight(width: number): ClippedLight {
  kernel ??= openKernel<Kernel>(clippedLightModule);
  const { memory, addClippedLight } = kernel;
  const row = (width * 4 + 63) & ~31;
  const missing = Math.ceil((16 + 4 * row - memory.buffer.byteLength) / 65_536);
  if (missing > 0) memory.grow(missing);
  const [pixels, levels, most, sums] = [16, 16 + row, 16 + 2 * row, 16 + 3 * row];
  const floats = (at: number) => new Float32Array(memory.buffer, at, width);
  const here = new Uint16Array(memory.buffer, pixels, width);
  const light = { levels: floats(levels), most: floats(most), sums: floats(sums) };
  return {
    ...light,
    add(row) {
      if (!(row instanceof Uint16Array)) return addPlainly(row, light);
      here.set(row);
      addClippedLight(pixels, levels, most, sums, width);
    },
  };
}

/** The same, the plain way: for all kinds of pixels, and what the kernel is measured by. */
export function addPlainly(row: PixelArray, { levels, most, sums }: Omit<ClippedLight, 'add'>): void {
  const { fround } = Math;
  for (let x = 0; x < sums.length; x++) {
    const light = fround(fround(row[x] as number) - (levels[x] as number));
    if (!Number.isNaN(light)) sums[x] = (sums[x] as number) + Math.min(light, most[x] as number);
  }
}

interface Kernel {
  addClippedLight(row: number, levels: number, most: number, sums: number, width: number): void;
}

let kernel: ReturnType<typeof openKernel<Kernel>> | undefined;
