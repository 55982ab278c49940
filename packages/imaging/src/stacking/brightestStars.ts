/** The stars that tell how a frame lies on another: a few hundred of the brightest, and of them no more than their places. */
import type { Pixels } from '@uraniborg/core';
import type { BackgroundMesh } from '../stars/backgroundMesh.ts';
import { sharpPeaks } from './sharpPeaks.ts';
import type { Point } from './similarity.ts';
import { RADIUS, starCentre, windowRoom } from './starCentre.ts';

/** Sigmas of the smoothed sky. */
const BRIGHT = 10;
/** Half-size pixels: of two that are nearer to each other the fainter one says nothing that is its own. */
const APART = 6;
/** Pixels: what is narrower has hit a single one. */
const NARROWEST = 0.5;
/** Of the number that is wanted; fewer may be all there is, or stars out of focus. */
const ENOUGH = 0.5;

/**
 * The places of the brightest stars, brightest first: as good as detectStars has them, several times as soon. Undefined
 * where there are not enough that are sharp and bright: detectStars knows fainter ones, and rings of a star out of focus.
 *
 * @param mesh the sky, see backgroundMesh
 * @param limit at most so many; at least half of them, or none
 */
export function brightestStars(
  pixels: Pixels<Uint16Array>,
  mesh: BackgroundMesh,
  limit: number,
): readonly Point[] | undefined {
  const peaks = sharpPeaks(pixels, mesh, BRIGHT);
  const heights = peaks.filter((_, i) => i % 3 === 2);
  // Some of them will not do.
  const faintest =
    heights
      .slice()
      .sort()
      .at(-8 * limit) ?? 0;
  const order = Array.from(heights.keys())
    .filter((i) => (heights[i] as number) >= faintest)
    .sort((a, b) => (heights[b] as number) - (heights[a] as number));
  const stars: Point[] = [];
  const taken: Point[] = [];
  for (const i of order) {
    const [x, y] = [peaks[3 * i] as number, peaks[3 * i + 1] as number];
    if (taken.some((one) => Math.abs(one.x - x) < APART && Math.abs(one.y - y) < APART)) continue;
    taken.push({ x, y });
    const star = centreAt(pixels, mesh, 2 * x, 2 * y);
    if (star && stars.push(star) === limit) break;
  }
  return stars.length >= ENOUGH * limit ? stars : undefined;
}

/** Of the star whose middle is about at the middle of the two by two pixels that begin at (x, y). */
function centreAt({ width, data }: Pixels, mesh: BackgroundMesh, x: number, y: number): Point | undefined {
  const values = windowRoom();
  let to = 0;
  for (let row = y - RADIUS; row <= y + RADIUS; row++)
    for (let at = row * width + x - RADIUS; at <= row * width + x + RADIUS; at++) values[to++] = data[at] as number;
  const cell = (size: number, count: number, place: number) => Math.min(count - 1, Math.floor(place / size));
  const level = mesh.level[cell(mesh.cellHeight, mesh.rows, y) * mesh.columns + cell(mesh.cellWidth, mesh.columns, x)];
  const found = starCentre(level ?? 0, 0.5, 0.5);
  return found && found.sigma > NARROWEST ? { x: x + found.x, y: y + found.y } : undefined;
}
