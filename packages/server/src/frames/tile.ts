import { InvalidInput, type Pixels } from '@uraniborg/core';
import { riceBound, riceEncode } from '@uraniborg/formats';
import { TILE } from './pyramid.ts';

/**
 * One tile of a level: its planes one after the other, each row by row, as one run of Rice's code over 16-bit numbers.
 *
 * @throws InvalidInput there is no such tile
 */
export function tile(level: Pixels<Uint16Array>, column: number, row: number): Uint8Array {
  const { width, height, planes, data } = level;
  const [x, y] = [column * TILE, row * TILE];
  if (!(Number.isInteger(column) && Number.isInteger(row) && x >= 0 && y >= 0 && x < width && y < height))
    throw new InvalidInput(`There is no tile ${column}, ${row} in a level of ${width} x ${height} pixels`);
  const [w, h] = [Math.min(TILE, width - x), Math.min(TILE, height - y)];
  const samples = new Uint16Array(w * h * planes);
  for (let plane = 0; plane < planes; plane++)
    for (let j = 0; j < h; j++) {
      const from = (plane * height + y + j) * width + x;
      samples.set(data.subarray(from, from + w), (plane * h + j) * w);
    }
  // Differences wrap round in 16 bits, so that it is all one whether there is a sign.
  const to = new Uint8Array(riceBound(samples.length, 2));
  return to.slice(0, riceEncode(new Int16Array(samples.buffer), to));
}
