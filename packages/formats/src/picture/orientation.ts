import { InvalidInput, type PixelArray, type Pixels } from '@uraniborg/core';
import { type TiffDirectory, tiffDirectory } from './tiffDirectory.ts';

const ORIENTATION = 274;

/** How the rows and columns of a picture stand (TIFF 6.0, section 8; Exif has the same): 1, as they are seen, to 8. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** Of the EXIF block of a file; 1 where it does not say, or cannot be read. */
export function orientationOf(tiff: Uint8Array | TiffDirectory): Orientation {
  try {
    const directory = tiff instanceof Uint8Array ? tiffDirectory(tiff) : tiff;
    const value = directory.numbers(ORIENTATION)?.[0];
    return isOrientation(value) ? value : 1;
  } catch (error) {
    if (error instanceof InvalidInput) return 1;
    throw error;
  }
}

function isOrientation(value: number | undefined): value is Orientation {
  return value !== undefined && Number.isInteger(value) && value >= 1 && value <= 8;
}

/** The picture as it is meant to be seen, with its first row at the top and its first column at the left. */
export function upright<A extends PixelArray>(pixels: Pixels<A>, orientation: Orientation): Pixels<A> {
  if (orientation === 1) return pixels;
  const { width, height, planes, data } = pixels;
  // Beyond 4 the rows of the file are columns of the picture.
  const across = orientation > 4;
  const right = [2, 3, 7, 8].includes(orientation);
  const bottom = [3, 4, 6, 7].includes(orientation);
  const make = data.constructor as new (length: number) => A;
  const turned = new make(data.length);
  const [columns, rows] = across ? [height, width] : [width, height];
  for (let plane = 0; plane < planes; plane++) {
    const base = plane * width * height;
    for (let y = 0; y < rows; y++)
      for (let x = 0; x < columns; x++) {
        const [column, row] = across ? [y, x] : [x, y];
        const from = (bottom ? height - 1 - row : row) * width + (right ? width - 1 - column : column);
        turned[base + y * columns + x] = data[base + from] as number;
      }
  }
  return { width: columns, height: rows, planes, data: turned };
}
