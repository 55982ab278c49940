import type { PixelArray } from '@uraniborg/core';
import type { Statistics } from '../statistics/statistics.ts';
import { midtonesTransfer } from './midtones.ts';

/** How pixel values become brightness: `black` and below is 0, `white` and above is 1, midtones transfer between. */
export interface Stretch {
  /** Pixel values. */
  readonly black: number;
  readonly white: number;
  /** 0 to 1, of the way from black to white: what is shown as half bright. */
  readonly midtones: number;
}

export interface AutoStretchOptions {
  /** Where the background is to be shown, 0 to 1. Default 0.25. */
  readonly target?: number;
  /** Where black is, in sigmas from the median. Default -2.8. */
  readonly shadows?: number;
}

/** The stretch of an image that was made for the eye: from black to `white` in even steps. */
export const asItIs = (white: number): Stretch => ({ black: 0, midtones: 0.5, white });

/**
 * The automatic screen stretch: black a few sigmas (1.4826 MAD) below the median, midtones so that the median is shown
 * at the target (the AutoSTF rule of PixInsight's ScreenTransferFunction, with its default numbers; the midtones
 * that bring x to t are midtonesTransfer(t, x), because the function is its own inverse in that sense).
 * @param white the value to be shown as white: see fullScale
 */
export function autoStretch(
  { median, mad }: Pick<Statistics, 'median' | 'mad'>,
  white: number,
  { target = 0.25, shadows = -2.8 }: AutoStretchOptions = {},
): Stretch {
  if (!Number.isFinite(median) || !(white > 0)) return { black: 0, white: white > 0 ? white : 1, midtones: 0.5 };
  // Without any noise (a synthetic or clipped frame) black would fall on the median and everything above be white.
  const sigma = Math.max(1.4826 * mad, white / 65535);
  const black = Math.min(Math.max(0, median + shadows * sigma), white * 0.999);
  const middle = (median - black) / (white - black);
  const midtones = middle > 0 ? midtonesTransfer(target, Math.min(middle, 0.999)) : 0.5;
  return { black, white, midtones: Math.min(Math.max(midtones, 1e-6), 1 - 1e-6) };
}

/**
 * The value that a saturated pixel has: the end of the range of 8 and 16 bits; of wider types 1 where nothing is
 * above (that is how other programs keep floating-point images), else the largest value.
 */
export function fullScale(data: PixelArray, { max }: Pick<Statistics, 'max'>): number {
  if (data instanceof Uint8Array) return 255;
  if (data instanceof Uint16Array) return 65535;
  if (data instanceof Int16Array) return 32767;
  return max > 1 ? max : 1;
}
