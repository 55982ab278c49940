import { basename } from 'node:path';
import { type Clock, utcText } from '@uraniborg/core';
import { cardText, type Frame, type Header, withCard, withoutCard, withRemark } from '@uraniborg/formats';
import { type BadPixelMap, findBadPixels, mapOfMask, maskOfMap } from '@uraniborg/imaging';
import { demandFree } from './demandFree.ts';
import { readFrame } from './readFrame.ts';
import { writeFrame } from './writeFrame.ts';

const TYPE = 'Bad pixel map';

/** Whether a header is that of a bad-pixel map. */
export const isBadPixelMap = (header: Header): boolean => /^bad ?pixel/i.test(cardText(header, 'IMAGETYP') ?? '');

/** The bad pixels of a file: a map as it stands, or, of a dark, those that stand out. @throws InvalidInput, StorageError */
export async function badPixelsOfFile(path: string): Promise<BadPixelMap> {
  const { pixels, header } = await readFrame(path);
  return isBadPixelMap(header) ? mapOfMask(pixels) : findBadPixels(pixels);
}

export interface BadPixelFileRequest {
  /** A dark, best a master, long enough that hot pixels show. */
  readonly dark: string;
  /** A new file: 1 where a pixel is bad, else 0. */
  readonly out: string;
  /** Robust standard deviations beyond which a pixel is bad. Default 10. */
  readonly sigma?: number | undefined;
}

/**
 * Makes a bad-pixel map from a dark. Its header is that of the dark, so that it is found for the same frames.
 *
 * @returns how many pixels are bad
 * @throws InvalidInput it is no dark, or the name is taken; StorageError
 */
export async function makeBadPixelFile(
  { dark, out, sigma = 10 }: BadPixelFileRequest,
  clock: Pick<Clock, 'now'>,
): Promise<number> {
  await demandFree(out);
  const { pixels, header } = await readFrame(dark);
  const map = findBadPixels(pixels, { sigma });
  await writeFrame(out, { pixels: maskOfMap(map), header: headerOf(header, basename(dark), map, sigma, clock) });
  return map.indices.length;
}

function headerOf(
  dark: Header,
  name: string,
  map: BadPixelMap,
  sigma: number,
  clock: Pick<Clock, 'now'>,
): Frame['header'] {
  let header: Header = withoutCard(dark, 'DATAMIN', 'DATAMAX', 'CHECKSUM', 'DATASUM', 'BUNIT');
  header = withCard(header, 'IMAGETYP', TYPE, 'type of image');
  header = withCard(header, 'DATE', utcText(clock.now(), 0).slice(0, 19), '[UTC] when this file was made');
  header = withCard(header, 'NBADPIX', map.indices.length, 'bad pixels: 1 in the image');
  header = withCard(header, 'BPSIGMA', sigma, 'standard deviations beyond which they lie');
  return withRemark(header, 'HISTORY', `more than ${sigma} sigma from the median of ${name}`);
}
