import { median, type Pixels } from '@uraniborg/core';
import { cardNumber, type Frame } from '@uraniborg/formats';
import { type BayerOrder, type CalibrationMasters, detectTogether, type Point, type Star } from '@uraniborg/imaging';
import { bayerOrderOf } from '../jobs/frames/bayerOrder.ts';
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
 * A frame calibrated, the colours of its mosaic made, and its stars measured, by all workers together.
 * @param room its pixels may be there, until the next frame is prepared
 */
export async function preparedFrame(
  { run }: Workers,
  frame: Frame,
  recipe: Recipe,
  room: FrameRoom,
): Promise<Prepared> {
  const plain = await calibrated(run, frame, recipe, room);
  // Joined two by two it has no colours left.
  const { pixels, forStars, cell } =
    recipe.debayer === undefined || recipe.debayer === 'grey'
      ? { ...plain, cell: 1 }
      : await coloured(run, plain.pixels, bayerOrderOf(frame.header), room);
  const electronsPerAdu = cell * cell * (cardNumber(frame.header, 'EGAIN') ?? 1);
  const [skies, { stars, count }] = await Promise.all([
    run('liveSky', pixels),
    detectTogether(forStars, { limit: STARS, enough: MEASURED, electronsPerAdu }, PARTS, run),
  ]);
  // The middle of the first cell is between its pixels.
  const place = (at: number) => cell * at + (cell - 1) / 2;
  const { hfd, eccentricity } = shapeOf(stars);
  return {
    pixels,
    skies,
    stars: stars.map(({ x, y }) => ({ x: place(x), y: place(y) })),
    shape: { hfd: hfd === null ? null : cell * hfd, eccentricity, stars: count },
  };
}

/** The pixels, and those in which stars are sought: whole numbers, where there are any, twice as fast. */
interface Calibrated {
  readonly pixels: Pixels;
  readonly forStars: Pixels;
}

async function calibrated(run: Workers['run'], frame: Frame, recipe: Recipe, room: FrameRoom): Promise<Calibrated> {
  const { pixels: raw } = frame;
  const { dark, flat, badPixels, debayer } = recipe;
  const isShared = raw.data.buffer instanceof SharedArrayBuffer;
  const isMosaic = debayer !== undefined && debayer !== 'grey';
  if (!(dark || flat) || debayer === 'grey' || !isShared || !(raw.data instanceof Uint16Array)) {
    const pixels = await run('livePrepare', frame, isMosaic ? { ...recipe, debayer: 'raw' } : recipe);
    return { pixels, forStars: pixels };
  }
  const { width, height, planes } = raw;
  const masters = { ...(dark && { dark }), ...(flat && { flat }) };
  const levels = await levelsOf(run, raw, recipe, masters);
  // In a mosaic stars are sought in its cells, which are made of these pixels when they have been mended.
  const to = room.of(width * height * planes, !isMosaic);
  await Promise.all(bands(height).map((rows) => run('liveCalibrate', raw, masters, levels, rows, to)));
  const pixels = { width, height, planes, data: to.data };
  const forStars = to.whole && { ...pixels, data: to.whole };
  const made = forStars ? [pixels, forStars] : [pixels];
  if (badPixels) await Promise.all(made.map((each) => run('liveMend', each, badPixels, isMosaic)));
  return { pixels, forStars: forStars ?? pixels };
}

/** The colours of a mosaic, in which each pixel of what stars are sought in is a cell of two by two. */
async function coloured(
  run: Workers['run'],
  mosaic: Pixels,
  order: BayerOrder,
  room: FrameRoom,
): Promise<Calibrated & { readonly cell: number }> {
  const { width, height } = mosaic;
  const sky = await run('liveMosaicSky', mosaic, order);
  const to = room.colours(width, height);
  await Promise.all(bands(height).map((rows) => run('liveColour', mosaic, order, sky, rows, to)));
  return {
    pixels: { width, height, planes: 3, data: to.planes },
    forStars: { width: width >> 1, height: height >> 1, planes: 1, data: to.cells },
    cell: 2,
  };
}

/** Rows that are done at a time, from even ones on. */
function bands(height: number): (readonly [number, number])[] {
  const begin = (band: number) => (band === 2 * PARTS ? height : 2 * Math.round((height * band) / (4 * PARTS)));
  return Array.from({ length: 2 * PARTS }, (_, band) => [begin(band), begin(band + 1)] as const);
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
