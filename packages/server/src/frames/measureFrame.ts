import type { FrameQuality } from '@uraniborg/api';
import { median } from '@uraniborg/core';
import { cardNumber, cardText, type Header } from '@uraniborg/formats';
import { type BackgroundMesh, detectTogether, type Star } from '@uraniborg/imaging';
import type { FrameAt } from '../workers/openFrame.ts';
import type { PixelWorkers } from '../workers/pixelWorkers.ts';
import { isMosaic } from './joinMosaic.ts';

/** More stars than these say nothing more about the frame. */
const MOST_STARS = 5000;
/** Below it a star's shape is noise. */
const CLEAR_SNR = 10;

/** What the pixels and the header of one frame tell; flags need its neighbours (see qualityFlags). */
export type Measured = Omit<FrameQuality, 'flags'>;

export interface MeasuredFrame {
  readonly measured: Measured;
  /** Its stars, to compare later frames with (see starTable); empty for frames that are no lights. */
  readonly table: Float32Array;
}

/** A few more than there are workers. */
const PARTS = 4;

/**
 * Measures a frame, several workers together. Stars are looked for in lights only; in all others what is measured is
 * the background, which is then the bias, the dark or the flat field. A mosaic of colours is joined two by two first;
 * its numbers are still in pixels of the frame.
 *
 * @param others star tables of frames that can be compared, needed last
 * @throws InvalidInput when the frame is empty
 */
export async function measureFrame(
  frame: FrameAt,
  run: PixelWorkers['run'],
  others: Promise<readonly Float32Array[]> = Promise.resolve([]),
): Promise<MeasuredFrame> {
  const asItIs = typeof frame !== 'string' && 'pixels' in frame && !isMosaic(frame);
  const { pixels, header, unit } = asItIs ? { ...frame, unit: 1 } : await run('joinMosaic', frame);
  const known = {
    altitude: cardNumber(header, 'CENTALT') ?? null,
    airmass: cardNumber(header, 'AIRMASS') ?? null,
    focuserTemperature: cardNumber(header, 'FOCUSTEM') ?? null,
    ambientTemperature: cardNumber(header, 'AOCAMBT') ?? null,
    guiding: guidingOf(header),
  };
  const full = run('saturatedPart', frame);
  const light = /^light/i.test(cardText(header, 'IMAGETYP') ?? 'light');
  if (!light) {
    const [saturatedPart, sky] = await Promise.all([full, run('background', pixels)]);
    return { measured: { ...noStars, ...skyOf(sky, unit), ...known, saturatedPart }, table: new Float32Array() };
  }
  const detecting = {
    limit: MOST_STARS,
    // The mean of four pixels has four times the electrons an ADU.
    electronsPerAdu: (cardNumber(header, 'EGAIN') ?? 1) * unit * unit,
  };
  const [saturatedPart, { stars, background }] = await Promise.all([
    full,
    detectTogether(pixels, detecting, PARTS, run),
  ]);
  const scale = cardNumber(header, 'SCALE') ?? null;
  const { table, ...seen } = await run('closerLook', pixels, background, stars, unit, await others);
  return {
    measured: { ...shapeOf(stars, unit, scale), ...skyOf(background, unit), ...seen, ...known, saturatedPart },
    table,
  };
}

/** What frameHeader has written of it. */
function guidingOf(header: Header): Measured['guiding'] {
  const steps = cardNumber(header, 'GUIDSTEP');
  if (steps === undefined) return null;
  const of = (total: string, ra: string, dec: string) => {
    const [sum, east, north] = [total, ra, dec].map((keyword) => cardNumber(header, keyword));
    return sum === undefined || east === undefined || north === undefined ? null : { total: sum, ra: east, dec: north };
  };
  return {
    arcsec: of('GUIDERMS', 'GUIDERA', 'GUIDEDEC'),
    pixels: of('GUIPXRMS', 'GUIPXRA', 'GUIPXDEC'),
    steps,
    lost: cardNumber(header, 'GUIDLOST') ?? 0,
  };
}

const noStars = {
  stars: null,
  saturatedStars: null,
  hfd: null,
  fwhm: null,
  fwhmArcsec: null,
  eccentricity: null,
  tilt: null,
  alignment: null,
  transparency: null,
  trail: null,
};

/** Medians over the stars whose shape can be trusted. */
function shapeOf(stars: readonly Star[], unit: number, scale: number | null) {
  const sound = stars.filter(({ saturated }) => !saturated);
  const clear = sound.filter(({ snr }) => snr >= CLEAR_SNR);
  const judged = clear.length > 0 ? clear : sound;
  const middle = (of: (star: Star) => number) => (judged.length > 0 ? median(judged.map(of)) : null);
  const fwhm = scaled(
    middle((star) => star.fwhm),
    unit,
  );
  return {
    stars: stars.length,
    saturatedStars: stars.length - sound.length,
    hfd: scaled(
      middle((star) => star.hfd),
      unit,
    ),
    fwhm,
    fwhmArcsec: scaled(fwhm, scale ?? Number.NaN),
    eccentricity: middle((star) => star.eccentricity),
  };
}

const scaled = (value: number | null, by: number) => (value === null || Number.isNaN(by) ? null : value * by);

/** Of a pixel of the frame: joining `unit` by `unit` had made the noise smaller by as much. */
function skyOf({ level, rms }: BackgroundMesh, unit: number) {
  return { background: median([...level]), noise: median([...rms]) * unit };
}
