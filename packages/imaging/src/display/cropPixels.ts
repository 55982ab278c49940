import type { PixelArray, Pixels } from '@uraniborg/core';
import { type Area, runsOf } from '../statistics/area.ts';

/** A copy of an area of a frame, all its planes. @throws InvalidInput when the area is not inside the frame */
export function cropPixels<A extends PixelArray>(pixels: Pixels<A>, area: Area): Pixels<A> {
  const { width, height } = area;
  const make = pixels.data.constructor as new (length: number) => A;
  const data = new make(width * height * pixels.planes);
  let at = 0;
  for (const [begin, end] of runsOf(pixels, { area })) {
    data.set(pixels.data.subarray(begin, end), at);
    at += end - begin;
  }
  return { width, height, planes: pixels.planes, data };
}

/** The part inside the frame of the square of `reach` pixels about a place; undefined when there is none. */
export function squareAround(
  { width, height }: Pick<Pixels, 'width' | 'height'>,
  { x, y }: { readonly x: number; readonly y: number },
  reach: number,
): Area | undefined {
  const left = Math.max(0, Math.round(x) - reach);
  const top = Math.max(0, Math.round(y) - reach);
  const right = Math.min(width, Math.round(x) + reach + 1);
  const bottom = Math.min(height, Math.round(y) + reach + 1);
  if (!(right > left && bottom > top)) return undefined;
  return { x: left, y: top, width: right - left, height: bottom - top };
}
