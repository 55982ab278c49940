import { InvalidInput, type PixelArray, type Pixels } from '@uraniborg/core';
import { cropPixels } from '../display/cropPixels.ts';
import type { Area } from '../statistics/area.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

export interface PanelOptions {
  /** Of a panel, pixels. Default 256, or a third of the frame where that is less. */
  readonly side?: number | undefined;
  /** Between the edge of the frame and the outer panels, pixels. Default 0. */
  readonly margin?: number | undefined;
}

/**
 * Nine squares of a frame, corners, edges and centre, row by row: what shows the shapes of stars everywhere at once.
 *
 * @throws InvalidInput when they do not fit into the frame
 */
export function panels({ width, height }: Size, { side, margin = 0 }: PanelOptions = {}): Area[] {
  const short = Math.min(width, height);
  const size = side ?? Math.max(1, Math.min(256, Math.floor(short / 3)));
  if (!(size >= 1 && margin >= 0 && size + 2 * margin <= short))
    throw new InvalidInput(`Panels of ${size} pixels with a margin of ${margin} do not fit into ${width} x ${height}`);
  const places = (length: number) => [margin, Math.floor((length - size) / 2), length - size - margin];
  return places(height).flatMap((y) => places(width).map((x) => ({ x, y, width: size, height: size })));
}

/** The nine panels side by side in one image, at full resolution. @throws InvalidInput see panels */
export function panelMosaic<A extends PixelArray>(pixels: Pixels<A>, options: PanelOptions = {}): Pixels<A> {
  const areas = panels(pixels, options);
  const side = areas[0]?.width ?? 0;
  const whole = 3 * side;
  const make = pixels.data.constructor as new (length: number) => A;
  const data = new make(whole * whole * pixels.planes);
  for (const [number, area] of areas.entries()) {
    const panel = cropPixels(pixels, area);
    const [left, top] = [(number % 3) * side, Math.floor(number / 3) * side];
    for (let plane = 0; plane < pixels.planes; plane++)
      for (let y = 0; y < side; y++) {
        const from = (plane * side + y) * side;
        data.set(panel.data.subarray(from, from + side), (plane * whole + top + y) * whole + left);
      }
  }
  return { width: whole, height: whole, planes: pixels.planes, data };
}
