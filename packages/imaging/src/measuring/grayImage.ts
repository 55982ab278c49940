import type { Pixels } from '@uraniborg/core';
import { binPixels } from '../display/binPixels.ts';

/** One value a pixel, in floating point. */
export interface GrayImage {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** The mean of the planes of a frame, and of squares of `bin` by `bin` of its pixels. What is no number becomes `NaN`. */
export function grayImage(pixels: Pixels, bin = 1): GrayImage {
  const { width, height, planes, data } = bin === 1 ? pixels : binPixels(pixels, bin, 'sum');
  const size = width * height;
  const mean = new Float32Array(size);
  const scale = 1 / (planes * bin * bin);
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let plane = 0; plane < planes; plane++) sum += data[plane * size + i] as number;
    mean[i] = sum * scale;
  }
  return { width, height, data: mean };
}
