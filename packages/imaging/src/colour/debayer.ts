/** Colour from the mosaic of a one-shot colour sensor. */
import { InvalidInput, type PixelArray, type Pixels } from '@uraniborg/core';

export type BayerOrder = 'RGGB' | 'GRBG' | 'GBRG' | 'BGGR';

export interface DebayerOptions {
  /** The colours of the first two pixels of the first two rows of this image. */
  readonly order: BayerOrder;
  /**
   * 'superpixel': one pixel of each 2x2 cell, greens averaged, half the size, nothing invented; 'bilinear': the mean of
   * the nearest neighbours of each colour; 'gradient': bilinear corrected by the gradient of the colour that was
   * measured (Malvar, He & Cutler 2004, "High-quality linear interpolation for demosaicing of Bayer-patterned color
   * images"), sharper and with less colour at the edges of stars.
   * @default 'gradient'
   */
  readonly method?: 'superpixel' | 'bilinear' | 'gradient';
}

/**
 * A mosaic (one plane) as three planes, red, green, blue, of the same kind of pixels. Interpolated values are rounded
 * and kept within the range of integer pixels. Beyond the border the image is mirrored, which keeps the colour order.
 *
 * @throws InvalidInput for an image that has colour already, or is smaller than 4x4
 */
export function debayer<A extends PixelArray>(mosaic: Pixels<A>, options: DebayerOptions): Pixels<A> {
  const { order, method = 'gradient' } = options;
  if (mosaic.planes !== 1)
    throw new InvalidInput('Only an image of one plane can be debayered; this one has colour already');
  if (mosaic.width < 4 || mosaic.height < 4)
    throw new InvalidInput(`An image of ${mosaic.width}x${mosaic.height} is too small to be debayered; it needs 4x4`);
  return method === 'superpixel' ? superpixel(mosaic, order) : interpolated(mosaic, order, method);
}

/** Where red stands in the 2x2 cell. Blue stands diagonally across from it. */
const redAt: Readonly<Record<BayerOrder, { x: 0 | 1; y: 0 | 1 }>> = {
  RGGB: { x: 0, y: 0 },
  GRBG: { x: 1, y: 0 },
  GBRG: { x: 0, y: 1 },
  BGGR: { x: 1, y: 1 },
};

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
  const half = isFloat(data) ? 0 : 0.5;
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

/**
 * The five filters, as weights in eighths: of the pixel itself (whose colour was measured), of the neighbours that
 * carry the wanted colour, and of the ring that corrects by the measured colour's gradient.
 */
function interpolated<A extends PixelArray>(
  mosaic: Pixels<A>,
  order: BayerOrder,
  method: 'bilinear' | 'gradient',
): Pixels<A> {
  const { width, height } = mosaic;
  const size = width * height;
  const data = like(mosaic.data, 3 * size);
  const put = writer(data);
  const gradient = method === 'gradient';
  const red = redAt[order];
  // Five rows around the present one, each with two mirrored pixels at either end.
  const rows = Array.from({ length: 5 }, () => new Float64Array(width + 4));
  const fill = (row: Float64Array, y: number) => {
    const from = mirrored(y, height) * width;
    for (let x = 0; x < width; x++) row[x + 2] = mosaic.data[from + x] ?? 0;
    row[1] = row[3] ?? 0;
    row[0] = row[4] ?? 0;
    row[width + 2] = row[width] ?? 0;
    row[width + 3] = row[width - 1] ?? 0;
  };
  for (let k = 0; k < 4; k++) fill(rows[k + 1] as Float64Array, k - 2);
  for (let y = 0; y < height; y++) {
    rows.push(rows.shift() as Float64Array<ArrayBuffer>);
    fill(rows[4] as Float64Array, y + 2);
    const [a, b, c, d, e] = rows as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
    const redRow = (y & 1) === red.y;
    // The colour measured beside green in this row, and the one above and below it.
    const own = redRow ? 0 : 2 * size;
    const other = redRow ? 2 * size : 0;
    for (let x = 0; x < width; x++) {
      const i = x + 2;
      const at = y * width + x;
      const centre = c[i] as number;
      const left = c[i - 1] as number;
      const right = c[i + 1] as number;
      const up = b[i] as number;
      const down = d[i] as number;
      const far = (c[i - 2] as number) + (c[i + 2] as number);
      const deep = (a[i] as number) + (e[i] as number);
      const diagonal = (b[i - 1] as number) + (b[i + 1] as number) + (d[i - 1] as number) + (d[i + 1] as number);
      if (((x & 1) === red.x) === redRow) {
        // Red or blue was measured here.
        const cross = left + right + up + down;
        put(own + at, centre);
        if (gradient) {
          put(size + at, (4 * centre + 2 * cross - far - deep) / 8);
          put(other + at, (12 * centre + 4 * diagonal - 3 * (far + deep)) / 16);
        } else {
          put(size + at, cross / 4);
          put(other + at, diagonal / 4);
        }
      } else {
        put(size + at, centre);
        if (gradient) {
          put(own + at, (10 * centre + 8 * (left + right) - 2 * (diagonal + far) + deep) / 16);
          put(other + at, (10 * centre + 8 * (up + down) - 2 * (diagonal + deep) + far) / 16);
        } else {
          put(own + at, (left + right) / 2);
          put(other + at, (up + down) / 2);
        }
      }
    }
  }
  return { width, height, planes: 3, data };
}

function mirrored(y: number, height: number): number {
  if (y < 0) return -y;
  return y < height ? y : 2 * height - 2 - y;
}

function isFloat(data: PixelArray): boolean {
  return data instanceof Float32Array || data instanceof Float64Array;
}

/** Rounds and clamps into integer pixels; leaves floating ones as they are. */
function writer(data: PixelArray): (index: number, value: number) => void {
  if (isFloat(data))
    return (index, value) => {
      data[index] = value;
    };
  const signed = data instanceof Int16Array || data instanceof Int32Array;
  const bits = 8 * data.BYTES_PER_ELEMENT - (signed ? 1 : 0);
  const high = 2 ** bits - 1;
  const low = signed ? -(2 ** bits) : 0;
  return (index, value) => {
    data[index] = value <= low ? low : value >= high ? high : Math.floor(value + 0.5);
  };
}
