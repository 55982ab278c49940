import type { GuidingFacts } from './frameFacts.ts';
import type { Card } from './header.ts';
import { known } from './known.ts';

/** How far the guide star strayed during the exposure, in arcseconds where the scale is known, and in pixels. */
export function guidingCards(guiding: GuidingFacts | undefined): Card[] {
  if (!guiding) return [];
  const { steps, lost, rms, arcsecPerPixel: scale } = guiding;
  const arcsec = (pixels: number | undefined) =>
    pixels === undefined || scale === undefined ? undefined : rounded(pixels * scale);
  return [
    ...known('GUIDERMS', arcsec(rms?.total), '[arcsec] RMS of guiding, about its mean'),
    ...known('GUIDERA', arcsec(rms?.ra), '[arcsec] RMS of guiding in right ascension'),
    ...known('GUIDEDEC', arcsec(rms?.dec), '[arcsec] RMS of guiding in declination'),
    ...known('GUIPXRMS', rounded(rms?.total), '[px] the same, pixels of the guide camera'),
    ...known('GUIPXRA', rounded(rms?.ra), '[px] in right ascension'),
    ...known('GUIPXDEC', rounded(rms?.dec), '[px] in declination'),
    ...known('GUIDSTEP', steps, 'guide images during the exposure, settled'),
    ...known('GUIDLOST', lost, 'guide images in which the star was lost'),
  ];
}

const rounded = (value: number | undefined) => (value === undefined ? undefined : Number(value.toFixed(4)));
