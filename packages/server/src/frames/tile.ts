import { InvalidInput, type Pixels } from '@uraniborg/core';
import { riceBound, riceEncode } from '@uraniborg/formats';
import { TILE } from './pyramid.ts';

/**
 * One tile of a level: its planes one after the other, each row by row, as one run of Rice's code over 16-bit numbers.
 *
 * @param apron pixels around it that are sent too, as far as the level reaches. Default 0.
 * @throws InvalidInput there is no such tile
 */
export function tile(level: Pixels<Uint16Array>, column: number, row: number, apron = 0): Uint8Array {
  const { width, height, planes, data } = level;
  const [left, top] = [column * TILE, row * TILE];
  if (!(Number.isInteger(column) && Number.isInteger(row) && left >= 0 && top >= 0 && left < width && top < height))
    throw new InvalidInput(`There is no tile ${column}, ${row} in a level of ${width} x ${height} pixels`);
  const [x, y] = [Math.max(0, left - apron), Math.max(0, top - apron)];
  const [w, h] = [Math.min(left + TILE + apron, width) - x, Math.min(top + TILE + apron, height) - y];
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
