import type { Pixels } from '@uraniborg/core';

/** Red, green and blue of an index of a palette, 0 to 255; black beyond its end. */
export type Palette = readonly (readonly [r: number, g: number, b: number])[];

/** Pixels by a palette: one plane where all its colours are grey, else three. */
export function palettePixels(
  width: number,
  height: number,
  indices: Uint8Array,
  palette: Palette,
): Pixels<Uint8Array> {
  const planes = palette.every(([r, g, b]) => r === g && g === b) ? 1 : 3;
  const size = width * height;
  const data = new Uint8Array(size * planes);
  for (let plane = 0; plane < planes; plane++) {
    const levels = Uint8Array.from({ length: 256 }, (_, index) => palette[index]?.[plane] ?? 0);
    for (let i = 0; i < size; i++) data[plane * size + i] = levels[indices[i] ?? 0] ?? 0;
  }
  return { width, height, planes, data };
}
