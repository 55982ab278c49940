/** What a pixel can be made of. */
export type PixelArray = Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array;

/**
 * A rectangle of pixels, the one layout used inside the house: row-major, x = column, y = row, 0-based, integer
 * centres, the first row first. Colour is planar: all of plane 0, then plane 1, then plane 2.
 * `data.length === width * height * planes`; index of (x, y, plane) = (plane * height + y) * width + x.
 */
export interface Pixels<A extends PixelArray = PixelArray> {
  readonly width: number;
  readonly height: number;
  readonly planes: 1 | 3;
  readonly data: A;
}
