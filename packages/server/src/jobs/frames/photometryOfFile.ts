import type { FieldPhotometry, StarPhotometry } from '@uraniborg/api';
import { InvalidInput } from '@uraniborg/core';
import { fieldPhotometry } from '../../measures/fieldPhotometry.ts';
import { type PhotometryOptions, photometryOfStar, withZeroPoint } from '../../measures/photometryOfStar.ts';
import { builtInStars } from '../../sky/skyData.ts';
import { readFrame } from './readFrame.ts';

export interface PhotometryFileOptions extends PhotometryOptions {
  /** Which unit of a FITS file. Default: the first that holds an image. */
  readonly hdu?: number | undefined;
  /** A star whose magnitude is wanted. */
  readonly at?: { readonly x: number; readonly y: number } | undefined;
}

export interface PhotometryOfFile {
  readonly field: FieldPhotometry;
  readonly star: StarPhotometry | undefined;
}

/**
 * The zero point of the frame of a file from the built-in catalogue, and the magnitude of one of its stars, measured in
 * the same aperture.
 *
 * @throws InvalidInput it cannot be read or solved, too few of its stars are known, or there is no star; StorageError
 */
export async function photometryOfFile(
  path: string,
  { hdu, at, ...options }: PhotometryFileOptions = {},
): Promise<PhotometryOfFile> {
  const frame = await readFrame(path, { hdu });
  const { setup: _, ...field } = fieldPhotometry(frame, builtInStars(), options);
  if (!at) return { field, star: undefined };
  const measured = photometryOfStar(frame, at, { aperture: field.aperture, ...options });
  if (!measured) throw new InvalidInput(`There is no star at ${at.x}, ${at.y}`, 'at');
  return { field, star: withZeroPoint(measured.star, field.zeroPoint) };
}
