import { median, type Pixels } from '@uraniborg/core';
import { cardNumber, type Frame } from '@uraniborg/formats';
import { detectTogether, type Point, type Star } from '@uraniborg/imaging';
import type { Recipe } from '../jobs/frames/prepareFrame.ts';
import type { PixelWorkers } from '../workers/pixelWorkers.ts';
import type { FrameShape } from './frameGate.ts';
import type { Sky } from './skyOf.ts';

/** A frame that can be judged and laid onto the stack; its pixels are shared. */
export interface Prepared {
  readonly pixels: Pixels;
  /** Brightest first. */
  readonly stars: readonly Point[];
  readonly shape: FrameShape;
  /** Of each plane. */
  readonly skies: readonly Sky[];
}

/** Beyond them a cloud is no longer seen in their number; a registration and a median have enough. */
const STARS = 2000;
/** Below it a star's shape is noise. */
const CLEAR_SNR = 10;
/** A few more than there are workers. */
const PARTS = 4;

/** A frame calibrated and its stars measured, by all workers together. */
export async function preparedFrame(
  { run }: Pick<PixelWorkers, 'run'>,
  frame: Frame,
  recipe: Recipe,
): Promise<Prepared> {
  const { pixels, skies } = await run('livePrepare', frame, recipe);
  const detecting = { limit: STARS, electronsPerAdu: cardNumber(frame.header, 'EGAIN') ?? 1 };
  const { stars } = await detectTogether(pixels, detecting, PARTS, run);
  return { pixels, skies, stars: stars.map(({ x, y }) => ({ x, y })), shape: shapeOf(stars) };
}

/** Medians over the stars whose shape can be trusted. */
function shapeOf(stars: readonly Star[]): FrameShape {
  const sound = stars.filter(({ saturated }) => !saturated);
  const clear = sound.filter(({ snr }) => snr >= CLEAR_SNR);
  const judged = clear.length > 0 ? clear : sound;
  const middle = (of: (star: (typeof stars)[number]) => number) => (judged.length > 0 ? median(judged.map(of)) : null);
  return {
    stars: stars.length,
    hfd: middle(({ hfd }) => hfd),
    eccentricity: middle(({ eccentricity }) => eccentricity),
  };
}
