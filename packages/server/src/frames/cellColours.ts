import type { Pixels } from '@uraniborg/core';
import type { BayerOrder } from '@uraniborg/imaging';

/**
 * The mosaic of a colour sensor at half its size: each cell of two by two pixels becomes one with its red, the mean of its
 * greens, rounded, and its blue. At an odd edge half a cell is filled from the one before. In shared memory.
 */
export function cellColours({ width, height, data }: Pixels<Uint16Array>, order: BayerOrder): Pixels<Uint16Array> {
  const [w, h] = [(width + 1) >> 1, (height + 1) >> 1];
  const size = w * h;
  const to = new Uint16Array(new SharedArrayBuffer(6 * size));
  const red = order.indexOf('R');
  const [rx, ry] = [red & 1, red >> 1];
  for (let y = 0; y < h; y++) {
    const row = (dy: number) => mirrored(2 * y + dy, height) * width;
    const [redRow, blueRow] = [row(ry), row(1 - ry)];
    for (let x = 0; x < w; x++) {
      const [redColumn, blueColumn] = [mirrored(2 * x + rx, width), mirrored(2 * x + 1 - rx, width)];
      const at = y * w + x;
      to[at] = data[redRow + redColumn] as number;
      to[size + at] = ((data[redRow + blueColumn] as number) + (data[blueRow + redColumn] as number) + 1) >> 1;
      to[2 * size + at] = data[blueRow + blueColumn] as number;
    }
  }
  return { width: w, height: h, planes: 3, data: to };
}

const mirrored = (at: number, length: number): number => (at < length ? at : Math.max(0, 2 * length - 2 - at));
