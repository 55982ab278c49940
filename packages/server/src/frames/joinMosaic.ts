import type { PixelArray, Pixels } from '@uraniborg/core';
import { cardText, type Frame } from '@uraniborg/formats';
import { binPixels } from '@uraniborg/imaging';

/** The frame whose stars are looked for, and how many pixels of the one that was taken are one of its own, both ways. */
export interface Joined extends Frame {
  readonly unit: 1 | 2;
}

/** A mosaic of colours joined two by two, every other frame as it was: in shared memory. */
export function joinMosaic(frame: Frame): Joined {
  const { pixels, header } = frame;
  if (isMosaic(frame)) return { pixels: shared(binPixels(pixels, 2)), header, unit: 2 };
  return { pixels: shared(pixels), header, unit: 1 };
}

export const isMosaic = ({ pixels: { width, height, planes }, header }: Frame): boolean =>
  planes === 1 && width > 1 && height > 1 && cardText(header, 'BAYERPAT') !== undefined;

function shared(pixels: Pixels): Pixels {
  const { data } = pixels;
  if (data.buffer instanceof SharedArrayBuffer) return pixels;
  const room = new SharedArrayBuffer(data.byteLength);
  const copy = new (data.constructor as new (buffer: ArrayBufferLike) => PixelArray)(room);
  copy.set(data);
  return { ...pixels, data: copy };
}
