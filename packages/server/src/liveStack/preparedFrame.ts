import { median, type Pixels } from '@uraniborg/core';
import { cardNumber, type Frame } from '@uraniborg/formats';
import { type CalibrationMasters, detectTogether, type Point, type Star } from '@uraniborg/imaging';
import type { Recipe } from '../jobs/frames/prepareFrame.ts';
import type { PixelWorkers } from '../workers/pixelWorkers.ts';
import type { FrameShape } from './frameGate.ts';
import type { FrameRoom } from './frameRoom.ts';
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

type Workers = Pick<PixelWorkers, 'run'>;

/** Beyond them a cloud is no longer seen in their number. */
const STARS = 2000;
/** Of them so many are measured: a registration and a median have enough. */
const MEASURED = 600;
/** Below it a star's shape is noise. */
const CLEAR_SNR = 10;
/** A few more than there are workers. */
const PARTS = 4;

/**
 * A frame calibrated and its stars measured, by all workers together.
 * @param room its pixels may be there, until the next frame is prepared
 */
export async function preparedFrame(
  workers: Workers,
  frame: Frame,
  recipe: Recipe,
  room: FrameRoom,
): Promise<Prepared> {
  const { pixels, forStars } = await calibrated(workers, frame, recipe, room);
  const detecting = { limit: STARS, enough: MEASURED, electronsPerAdu: cardNumber(frame.header, 'EGAIN') ?? 1 };
  const [skies, { stars, count }] = await Promise.all([
    workers.run('liveSky', pixels),
    detectTogether(forStars, detecting, PARTS, workers.run),
  ]);
  return { pixels, skies, stars: stars.map(({ x, y }) => ({ x, y })), shape: { ...shapeOf(stars), stars: count } };
}

/** The pixels, and those in which stars are sought: whole numbers, where there are any, twice as fast. */
async function calibrated(
  { run }: Workers,
  frame: Frame,
  recipe: Recipe,
  room: FrameRoom,
): Promise<{ pixels: Pixels; forStars: Pixels }> {
  const { pixels: raw } = frame;
  const { dark, flat, badPixels, debayer } = recipe;
  const isShared = raw.data.buffer instanceof SharedArrayBuffer;
  if (!(dark || flat) || debayer !== undefined || !isShared || !(raw.data instanceof Uint16Array)) {
    const pixels = await run('livePrepare', frame, recipe);
    return { pixels, forStars: pixels };
  }
  const { width, height, planes } = raw;
  const masters = { ...(dark && { dark }), ...(flat && { flat }) };
  const levels = await levelsOf(run, raw, recipe, masters);
  const to = room.of(width * height * planes);
  const rows = (part: number) => Math.round((height * part) / (2 * PARTS));
  await Promise.all(
    Array.from({ length: 2 * PARTS }, (_, part) =>
      run('liveCalibrate', raw, masters, levels, [rows(part), rows(part + 1)] as const, to),
    ),
  );
  const pixels = { width, height, planes, data: to.data };
  const forStars = { width, height, planes, data: to.whole };
  if (badPixels) await Promise.all([pixels, forStars].map((each) => run('liveMend', each, badPixels)));
  return { pixels, forStars };
}

/** Of each recipe, for frames of one shape: a stack has no others. */
const levelsKnown = new WeakMap<Recipe, Pick<Pixels, 'width' | 'height' | 'planes'> & { levels: readonly number[] }>();

/** The levels of the flat, which are looked for once. */
async function levelsOf(
  run: Workers['run'],
  raw: Pixels,
  recipe: Recipe,
  masters: CalibrationMasters,
): Promise<readonly number[]> {
  const { width, height, planes } = raw;
  const known = levelsKnown.get(recipe);
  if (known?.width === width && known.height === height && known.planes === planes) return known.levels;
  const levels = await run('liveLevels', raw, masters);
  levelsKnown.set(recipe, { width, height, planes, levels });
  return levels;
}

/** Medians over the stars whose shape can be trusted. */
function shapeOf(stars: readonly Star[]): Omit<FrameShape, 'stars'> {
  const sound = stars.filter(({ saturated }) => !saturated);
  const clear = sound.filter(({ snr }) => snr >= CLEAR_SNR);
  const judged = clear.length > 0 ? clear : sound;
  const middle = (of: (star: (typeof stars)[number]) => number) => (judged.length > 0 ? median(judged.map(of)) : null);
  return {
    hfd: middle(({ hfd }) => hfd),
    eccentricity: middle(({ eccentricity }) => eccentricity),
  };
}
