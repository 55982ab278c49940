import { cardText, type Frame, type Header, withCard, withoutCard, withRemark } from '@uraniborg/formats';
import { correctFrame } from '../jobs/frames/prepareFrame.ts';
import { kindOf } from './masterFile.ts';
import type { ChosenMasters } from './mastersFor.ts';
import type { Matched } from './matchMasters.ts';

/** Why a frame is not to be calibrated, whatever masters there are; undefined when it may be. */
export function whyNeverCalibrated(header: Header): string | undefined {
  const kind = kindOf(header);
  if (kind !== undefined)
    return `This is a ${kind === 'badPixels' ? 'map of bad pixels' : kind === 'darkFlat' ? 'dark flat' : kind}: lights are calibrated`;
  if (cardText(header, 'CALSTAT') !== undefined) return 'It is calibrated already, as CALSTAT in its header says';
  if (cardText(header, 'STACKCNT') !== undefined) return 'It is a stack: frames are calibrated before they are stacked';
  return undefined;
}

/** The frame without what the camera and the optics have put into it, in 32-bit floating point; its header tells of it. */
export function calibratedFrame({ pixels, header }: Frame, matched: Matched, { recipe, names }: ChosenMasters): Frame {
  const isMosaic = pixels.planes === 1 && cardText(header, 'BAYERPAT') !== undefined;
  let told = withoutCard(header, 'DATAMIN', 'DATAMAX', 'CHECKSUM', 'DATASUM');
  // As MaxIm DL has it, which others read: bias, dark (its bias in it), flat.
  const done = `${matched.dark ? (matched.dark.kind === 'bias' ? 'B' : 'BD') : ''}${matched.flat ? 'F' : ''}`;
  told = withCard(told, 'CALSTAT', done === '' ? 'P' : done, 'B: bias, D: dark, F: flat taken out; P: pixels mended');
  for (const name of names) told = withRemark(told, 'HISTORY', `calibrated with ${name}`);
  return { pixels: correctFrame(pixels, recipe, isMosaic), header: told };
}
