/** What a camera says of its exposure (Exif 2.32), as FITS cards. */
import { InvalidInput, parseUtc, utcText } from '@uraniborg/core';
import { type Card, card } from '../header.ts';
import { known } from '../known.ts';
import { type TiffDirectory, tiffDirectory } from './tiffDirectory.ts';

const tags = {
  make: 271,
  model: 272,
  exif: 34_665,
  exposureTime: 33_434,
  fNumber: 33_437,
  iso: 34_855,
  taken: 36_867,
  takenOffset: 36_881,
  takenFraction: 37_521,
  temperature: 37_888,
  focalLength: 37_386,
  lens: 42_036,
} as const;

/**
 * @param tiff the EXIF block of a file, or the file itself where it is made like a TIFF
 * @returns none where it cannot be read: pixels are not refused because of what stands beside them
 */
export function exifCards(tiff: Uint8Array): Card[] {
  return orNone(() => {
    const first = tiffDirectory(tiff);
    const place = first.numbers(tags.exif)?.[0];
    return place === undefined ? [] : cardsOf(first, first.at(place));
  });
}

/** The same where the two directories stand in blocks of their own. */
export function exifCardsOfParts(main: Uint8Array, exif: Uint8Array): Card[] {
  return orNone(() => cardsOf(tiffDirectory(main), tiffDirectory(exif)));
}

function orNone(read: () => Card[]): Card[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof InvalidInput) return [];
    throw error;
  }
}

function cardsOf(first: TiffDirectory, exif: TiffDirectory): Card[] {
  const number = (tag: number) => exif.numbers(tag)?.[0];
  const text = (tag: number) => exif.text(tag).trim();
  return [
    ...known('INSTRUME', cameraName(first.text(tags.make), first.text(tags.model)), 'camera'),
    ...known('EXPTIME', number(tags.exposureTime), '[s] exposure time'),
    ...timeCards(text(tags.taken), text(tags.takenFraction), text(tags.takenOffset)),
    ...known('ISOSPEED', number(tags.iso), 'ISO setting'),
    ...known('F_STOP', positive(number(tags.fNumber)), 'f-stop'),
    ...known('FOCALLEN', positive(number(tags.focalLength)), '[mm] focal length of the lens'),
    ...known('LENS', text(tags.lens), 'lens'),
    ...known('AMBTEMP', number(tags.temperature), '[degC] air, as the camera says'),
  ];
}

/** Models often begin with their maker's name already. */
export function cameraName(make: string, model: string): string {
  const [maker = ''] = make.trim().split(' ');
  return model.trim().toLowerCase().startsWith(maker.toLowerCase()) ? model.trim() : `${maker} ${model.trim()}`.trim();
}

/** A lens that does not talk to its camera has no aperture and no focal length; both say 0. */
function positive(value: number | undefined): number | undefined {
  return value !== undefined && value > 0 ? value : undefined;
}

/** Cameras keep the time of a wrist: it is UTC only where the file says how far from it. */
function timeCards(taken: string, fraction: string, offset: string): Card[] {
  const found = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)$/.exec(taken);
  if (!found || found[1] === '0000') return [];
  const local = `${found[1]}-${found[2]}-${found[3]}T${found[4]}${/^\d+$/.test(fraction) ? `.${fraction.slice(0, 3)}` : ''}`;
  const zoned = /^[+-]\d\d:\d\d$/.test(offset);
  if (!zoned) return [card('DATE-LOC', local, "start of exposure, by the camera's own clock")];
  const utc = utcText(parseUtc(local + offset)).slice(0, -1);
  return [card('DATE-OBS', utc, "[UTC] start of exposure, by the camera's own clock")];
}
