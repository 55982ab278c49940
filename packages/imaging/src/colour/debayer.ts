/** Colour from the mosaic of a one-shot colour sensor. */
import { InvalidInput, type PixelArray, type Pixels } from '@uraniborg/core';
import { type BayerOrder, redAt } from './bayerOrder.ts';
import { mosaicSky } from './mosaicSky.ts';
import { pixelWriter } from './pixelWriter.ts';
import { wienerRows } from './wiener.ts';

export interface DebayerOptions {
  /** The colours of the first two pixels of the first two rows of this image. */
  readonly order: BayerOrder;
  /**
   * 'superpixel': one pixel of each 2x2 cell, greens averaged, half the size, nothing invented; 'bilinear': the mean of
   * the nearest neighbours of each colour; 'wiener': the best linear filter of 7x7 pixels for the square roots of stars
   * (see wienerRows), sharper and with less colour at their edges.
   * @default 'wiener'
   */
  readonly method?: 'superpixel' | 'bilinear' | 'wiener';
}

/**
 * A mosaic (one plane) as three planes, red, green, blue, of the same kind of pixels. Interpolated values are rounded
 * and kept within the range of integer pixels. Beyond the border the image is mirrored, which keeps the colour order.
 *
 * @throws InvalidInput for an image that has colour already, or is smaller than 4x4
 */
export function debayer<A extends PixelArray>(mosaic: Pixels<A>, options: DebayerOptions): Pixels<A> {
  const { order, method = 'wiener' } = options;
  demandMosaic(mosaic);
  if (method === 'superpixel') return superpixel(mosaic, order);
  const { width, height } = mosaic;
  const data = like(mosaic.data, 3 * width * height);
  if (method === 'wiener') wienerRows(mosaic, order, mosaicSky(mosaic, order), [0, height], data);
  else bilinear(mosaic, order, data);
  return { width, height, planes: 3, data };
}

/** @throws InvalidInput for an image that has colour already, or is smaller than 4x4 */
export function demandMosaic({ width, height, planes }: Pixels): void {
  if (planes !== 1) throw new InvalidInput('Only an image of one plane can be debayered; this one has colour already');
  if (width < 4 || height < 4)
    throw new InvalidInput(`An image of ${width}x${height} is too small to be debayered; it needs 4x4`);
}

function like<A extends PixelArray>(data: A, length: number): A {
  return new (data.constructor as new (length: number) => A)(length);
}

function superpixel<A extends PixelArray>(mosaic: Pixels<A>, order: BayerOrder): Pixels<A> {
  const width = mosaic.width >> 1;
  const height = mosaic.height >> 1;
  const size = width * height;
  const data = like(mosaic.data, 3 * size);
  const { data: source, width: stride } = mosaic;
  const red = redAt[order];
  const half = data instanceof Float32Array || data instanceof Float64Array ? 0 : 0.5;
  for (let y = 0; y < height; y++) {
    const top = 2 * y * stride;
    for (let x = 0; x < width; x++) {
      const cell = top + 2 * x;
      const at = y * width + x;
      const green1 = source[cell + red.y * stride + (1 - red.x)] ?? 0;
      const green2 = source[cell + (1 - red.y) * stride + red.x] ?? 0;
      data[at] = source[cell + red.y * stride + red.x] ?? 0;
      data[size + at] = (green1 + green2) / 2 + half;
      data[2 * size + at] = source[cell + (1 - red.y) * stride + (1 - red.x)] ?? 0;
    }
  }
  return { width, height, planes: 3, data };
}

function bilinear({ width, height, data: source }: Pixels, order: BayerOrder, data: PixelArray): void {
  const size = width * height;
  const put = pixelWriter(data);
  const red = redAt[order];
  const at = (i: number) => source[i] as number;
  for (let y = 0; y < height; y++) {
    const row = y * width;
    // From a pixel to the one above and below it.
    const [above, below] = [y === 0 ? width : -width, y === height - 1 ? -width : width];
    const isRed = (y & 1) === red.y;
    // The colour measured beside green in this row, and the one above and below it.
    const own = isRed ? 0 : 2 * size;
    const other = 2 * size - own;
    for (let x = 0; x < width; x++) {
      const i = row + x;
      const left = x === 0 ? i + 1 : i - 1;
      const right = x === width - 1 ? i - 1 : i + 1;
      if (((x & 1) === red.x) === isRed) {
        put(own + i, at(i));
        put(size + i, (at(left) + at(right) + at(i + above) + at(i + below)) / 4);
        put(other + i, (at(left + above) + at(right + above) + at(left + below) + at(right + below)) / 4);
      } else {
        put(size + i, at(i));
        put(own + i, (at(left) + at(right)) / 2);
        put(other + i, (at(i + above) + at(i + below)) / 2);
      }
    }
  }
}
