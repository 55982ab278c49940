import type { Steps } from '@uraniborg/core';

/** Arrays that can be read and written by index with the same kind of element. */
type Elements = { [index: number]: number; readonly length: number };

/** Side of a tile: two tiles of doubles fit a first-level cache. */
const side = 32;
/** Some milliseconds of them. */
const restAfter = 512;

/**
 * From Alpaca's order to the house's: `from` has x outermost, then y, then the plane; `to` has the plane outermost, then
 * y, then x. Tile by tile, because a pass along either order alone would miss the cache at every element of the other.
 *
 * @param from at least width * height * planes elements
 * @param to the same
 */
export function* toRows(from: Elements, to: Elements, width: number, height: number, planes: number): Steps<void> {
  let tiles = 0;
  for (let plane = 0; plane < planes; plane++)
    for (let x0 = 0; x0 < width; x0 += side)
      for (let y0 = 0; y0 < height; y0 += side) {
        const x1 = Math.min(x0 + side, width);
        const y1 = Math.min(y0 + side, height);
        for (let y = y0; y < y1; y++) {
          let source = (x0 * height + y) * planes + plane;
          const row = (plane * height + y) * width;
          for (let x = x0; x < x1; x++, source += height * planes) to[row + x] = from[source] as number;
        }
        if (++tiles % restAfter === 0) yield;
      }
}

/** The other way round: row-major planes to Alpaca's order. */
export function toColumns(from: Elements, to: Elements, width: number, height: number, planes: number): void {
  for (let plane = 0; plane < planes; plane++)
    for (let x0 = 0; x0 < width; x0 += side)
      for (let y0 = 0; y0 < height; y0 += side) {
        const x1 = Math.min(x0 + side, width);
        const y1 = Math.min(y0 + side, height);
        for (let x = x0; x < x1; x++) {
          let source = (plane * height + y0) * width + x;
          const column = x * height * planes + plane;
          for (let y = y0; y < y1; y++, source += width) to[column + y * planes] = from[source] as number;
        }
      }
}
