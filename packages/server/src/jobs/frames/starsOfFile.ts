import { median } from '@uraniborg/core';
import { cardNumber, cardText } from '@uraniborg/formats';
import { type DetectOptions, detectMosaicStars, detectStars, type Star, statisticsOf } from '@uraniborg/imaging';
import { pixelScale } from '../../measures/pixelScale.ts';
import { readFrame } from './readFrame.ts';

export interface StarsOptions extends Pick<DetectOptions, 'threshold' | 'limit'> {
  /** Which unit of a FITS file. Default: the first that holds an image. */
  readonly hdu?: number | string | undefined;
  /** Which plane of a cube of it, from 0. */
  readonly plane?: number | undefined;
}

/** The stars of a frame, and what they say of it. */
export interface StarsOfFile {
  readonly width: number;
  readonly height: number;
  /** Brightest first. */
  readonly stars: readonly Star[];
  /** ADU; the noise is the robust standard deviation of the whole frame. */
  readonly background: number;
  readonly noise: number;
  /** Medians over the stars that are not saturated, pixels; undefined without any. */
  readonly hfd: number | undefined;
  readonly fwhm: number | undefined;
  readonly eccentricity: number | undefined;
  readonly saturated: number;
  /** Arcseconds a pixel, where the header tells. */
  readonly scale: number | undefined;
}

/**
 * Detects and measures the stars of a file; those of a raw colour frame (BAYERPAT) in cells of two by two pixels.
 *
 * @throws InvalidInput it cannot be read; StorageError
 */
export async function starsOfFile(path: string, { hdu, plane, ...options }: StarsOptions = {}): Promise<StarsOfFile> {
  const { pixels, header } = await readFrame(path, { hdu, plane });
  const mosaic = pixels.planes === 1 && cardText(header, 'BAYERPAT') !== undefined;
  const gain = cardNumber(header, 'EGAIN');
  const asked = { ...options, ...(gain !== undefined && gain > 0 && { electronsPerAdu: gain }) };
  const stars = mosaic ? detectMosaicStars(pixels, asked) : detectStars(pixels, asked).stars;
  const { median: background, mad } = statisticsOf(pixels);
  const sound = stars.filter(({ saturated }) => !saturated);
  const middle = (of: (star: Star) => number) => (sound.length === 0 ? undefined : median(sound.map(of)));
  return {
    width: pixels.width,
    height: pixels.height,
    stars,
    background,
    noise: 1.4826 * mad,
    hfd: middle((star) => star.hfd),
    fwhm: middle((star) => star.fwhm),
    eccentricity: middle((star) => star.eccentricity),
    saturated: stars.length - sound.length,
    scale: pixelScale(header),
  };
}
