/**
 * HCOMPRESS_1 (FITS standard 4.0, section 10.4.4): the H-transform of a tile, its coefficients' bits as quadtrees
 * (R. L. White, M. Postman and M. G. Lattanzi 1992, in "Digitized Optical Sky Surveys", p. 167).
 */
import { InvalidInput } from '@uraniborg/core';
import { bitsOf } from './bits.ts';
import { inverseHTransform } from './hTransform.ts';
import { addQuadtree } from './quadtree.ts';

/** More bits than a coefficient of 32-bit pixels has, and as many as a double keeps exactly. */
const MOST_PLANES = 53;
const HEADER_BYTES = 25;

/**
 * @param length how many pixels the tile has
 * @param smooth whether to smooth what was lost by a coarse scale, as ZVAL of SMOOTH says
 * @returns whole numbers, first axis first
 * @throws InvalidInput when the bytes are damaged or are another tile's
 */
export function hcompressDecode(packed: Uint8Array, length: number, smooth: boolean): Float64Array {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  if (packed.length < HEADER_BYTES || view.getUint16(0) !== 0xdd99)
    throw new InvalidInput('a tile packed by HCOMPRESS is damaged: it does not begin like one');
  const [rows, columns, scale] = [view.getInt32(2), view.getInt32(6), view.getInt32(10)];
  const sum = Number(view.getBigInt64(14));
  if (rows < 1 || columns < 1 || rows * columns !== length)
    throw new InvalidInput(`a tile packed by HCOMPRESS has ${rows} x ${columns} pixels instead of ${length}`);
  const planes = packed.subarray(22, HEADER_BYTES);
  if (planes.some((count) => count > MOST_PLANES))
    throw new InvalidInput('a tile packed by HCOMPRESS is damaged: its numbers are too large');
  const data = new Float64Array(length);
  const bits = bitsOf(packed.subarray(HEADER_BYTES));
  const [top, left] = [Math.ceil(rows / 2), Math.ceil(columns / 2)];
  // Sums, differences along either axis, and differences of both: a quarter of the tile each.
  for (const [y, x, height, width, plane] of [
    [0, 0, top, left, 0],
    [0, left, top, columns - left, 1],
    [top, 0, rows - top, left, 1],
    [top, left, rows - top, columns - left, 2],
  ] as const)
    addQuadtree(bits, { data, start: y * columns + x, stride: columns, height, width }, planes[plane] ?? 0);
  if (bits.take(4) !== 0)
    throw new InvalidInput('a tile packed by HCOMPRESS is damaged: its end is not where it should be');
  bits.toNextByte();
  for (let i = 0; i < length; i++) {
    const value = data[i] as number;
    if (value !== 0 && bits.take(1) === 1) data[i] = -value;
  }
  data[0] = sum;
  if (scale > 1) for (let i = 0; i < length; i++) data[i] = (data[i] as number) * scale;
  inverseHTransform(data, rows, columns, smooth ? Math.floor(scale / 2) : 0);
  return data;
}
