import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cardNumber, cardText, type Frame, type Header } from '@uraniborg/formats';
import { findBadPixels, mapOfMask } from '@uraniborg/imaging';
import { isBadPixelMap } from '../jobs/frames/badPixelFile.ts';
import type { Recipe } from '../jobs/frames/prepareFrame.ts';
import { readFrame } from '../jobs/frames/readFrame.ts';
import { sharePixels } from '../workers/sharePixels.ts';

/** The masters for frames like one. */
export interface ChosenMasters {
  readonly recipe: Recipe;
  /** What they are: names of files, and how many bad pixels. */
  readonly names: readonly string[];
}

/** Degrees by which the sensor may have been warmer or colder, and the part by which an exposure may differ. */
const WARMER = 2.5;
const LONGER = 0.02;

/**
 * The master dark and flat of a folder that fit a frame: of its size and binning; the dark of its exposure, gain and
 * temperature, the flat of its filter. What a header does not say is not held against it. Bad pixels are those of a map,
 * or else found on the dark. No folder is an empty one; a file that cannot be read is none of them.
 */
export async function mastersFor({ pixels, header }: Frame, folder: string): Promise<ChosenMasters> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => /\.(fits?|fts|fz|xisf)$/i.test(name)).sort();
  const masters: { name: string; frame: Frame }[] = [];
  for (const name of names) {
    const frame = await readFrame(join(folder, name)).catch(() => undefined);
    if (frame && sameShape(frame.pixels, pixels)) masters.push({ name, frame });
  }
  const choose = (type: RegExp, fits: (master: Header) => boolean) =>
    masters.findLast(({ frame }) => type.test(cardText(frame.header, 'IMAGETYP') ?? '') && fits(frame.header));
  const dark = choose(/dark(?!.*flat)/i, (master) => isDarkFor(master, header));
  const flat = choose(/^(?!.*dark).*flat/i, (master) => alike(master, header, 'FILTER') && binned(master, header));
  const map = masters.findLast(({ frame }) => isBadPixelMap(frame.header) && binned(frame.header, header));
  const badPixels = map
    ? mapOfMask(map.frame.pixels)
    : dark && dark.frame.pixels.planes === 1
      ? findBadPixels(dark.frame.pixels)
      : undefined;
  return {
    recipe: {
      ...(dark && { dark: await sharePixels(dark.frame.pixels) }),
      ...(flat && { flat: await sharePixels(flat.frame.pixels) }),
      ...(badPixels && { badPixels }),
    },
    names: [
      ...(dark ? [dark.name] : []),
      ...(flat ? [flat.name] : []),
      ...(badPixels ? [`${badPixels.indices.length} bad pixels${map ? ` of ${map.name}` : ''}`] : []),
    ],
  };
}

const sameShape = (a: Frame['pixels'], b: Frame['pixels']) =>
  a.width === b.width && a.height === b.height && a.planes === b.planes;

function isDarkFor(master: Header, light: Header): boolean {
  const near = (keyword: string, tolerance: number) => {
    const [a, b] = [cardNumber(master, keyword), cardNumber(light, keyword)];
    return a === undefined || b === undefined || Math.abs(a - b) <= tolerance;
  };
  const seconds = cardNumber(light, 'EXPTIME') ?? 0;
  return near('EXPTIME', LONGER * seconds) && near('GAIN', 0) && near('CCD-TEMP', WARMER) && binned(master, light);
}

const binned = (master: Header, light: Header) => alike(master, light, 'XBINNING');

function alike(master: Header, light: Header, keyword: string): boolean {
  const of = (header: Header) => cardText(header, keyword)?.trim() ?? cardNumber(header, keyword);
  const [a, b] = [of(master), of(light)];
  return a === undefined || b === undefined || a === b;
}
