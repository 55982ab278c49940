/** Between the planes of the house and the pixel-by-pixel colour of picture files. */
import type { PixelArray } from '@uraniborg/core';

/**
 * Planes from samples that stand pixel by pixel; channels beyond `planes` (an alpha channel) are left out.
 *
 * @param samples `size * channels` of them
 */
export function planarOf<A extends PixelArray>(samples: A, size: number, channels: number, planes: 1 | 3): A {
  const make = samples.constructor as new (length: number) => A;
  const result = new make(size * planes);
  for (let plane = 0; plane < planes; plane++)
    for (let i = 0; i < size; i++) result[plane * size + i] = samples[i * channels + plane] ?? 0;
  return result;
}

/** Samples pixel by pixel from planes. */
export function interleavedOf<A extends PixelArray>(planar: A, size: number, planes: 1 | 3): A {
  if (planes === 1) return planar;
  const make = planar.constructor as new (length: number) => A;
  const result = new make(planar.length);
  for (let plane = 0; plane < 3; plane++)
    for (let i = 0; i < size; i++) result[3 * i + plane] = planar[plane * size + i] ?? 0;
  return result;
}
