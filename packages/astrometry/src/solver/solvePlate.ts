/**
 * Finds where on the sky a frame was taken, from its stars, a rough direction and the image scale. Triangles of
 * neighbouring bright stars suggest places; a Bayesian test of all bright stars decides (see logOdds.ts).
 */
import { InvalidInput, separation } from '@uraniborg/core';
import type { StarCatalogue } from '../starCatalogue.ts';
import type { Direction } from '../tanProjection.ts';
import { pixelToSky, type Wcs } from '../wcs.ts';
import { type Affine, apply, fitSimilarity, shapeOf } from './affine.ts';
import { logOdds, type TestStar } from './logOdds.ts';
import { pointGrid } from './pointGrid.ts';
import { type Refined, refine } from './refine.ts';
import { planeStars, type Region, regionsOf } from './searchRegion.ts';
import { indexTriangles } from './triangleIndex.ts';
import { type Point, type Triangle, trianglesOf } from './triangles.ts';

/** What was found on a frame. */
export interface FrameStars {
  readonly width: number;
  readonly height: number;
  /** Positions in pixels, brightness in any unit. More than the 200 brightest are not looked at. */
  readonly stars: readonly { readonly x: number; readonly y: number; readonly flux: number }[];
}

export interface PlateHints {
  /** Where the frame should point, ICRS degrees. */
  readonly ra: number;
  readonly dec: number;
  /** Degrees about it in which its middle is looked for; default 5. Time grows with its square. */
  readonly radius?: number;
  /** Arcseconds per pixel. */
  readonly scale: number;
  /** How far the scale may be off, as a part of it; default 0.1. */
  readonly scaleTolerance?: number;
}

export interface PlateSolution {
  readonly wcs: Wcs;
  /** Of the matched stars, arcseconds, both axes together. */
  readonly rms: number;
  readonly matchedStars: number;
  /** Natural logarithm of the odds against a chance match; never below 27.6, a million million to one. */
  readonly logOdds: number;
}

/** Against the many places that are tried: odds of 10^12. */
const ACCEPT = 27.6;
/** Odds from which a place is worth a closer look. */
const PROMISING = 9;
/** One standard deviation of a matched star about its place, pixels: detection, catalogue and proper motion. */
const SIGMA = 1.2;
/** Stars of the catalogue that are tried for each of the frame's: the two do not agree on which are the brightest. */
const SPARE = 1.3;

/**
 * The solution, or undefined when the frame cannot be told from chance: too few stars, another place, another scale.
 *
 * @throws InvalidInput when the hints or the frame's size make no sense
 */
export function solvePlate(frame: FrameStars, catalogue: StarCatalogue, hints: PlateHints): PlateSolution | undefined {
  const { width, height } = frame;
  const { ra, dec, radius = 5, scale, scaleTolerance = 0.1 } = hints;
  if (!(width > 0 && height > 0)) throw new InvalidInput(`A frame of ${width} x ${height} pixels cannot be solved`);
  if (!(scale > 0) || !(scaleTolerance >= 0 && scaleTolerance < 1))
    throw new InvalidInput(
      `The image scale is above 0 arcsec per pixel and its tolerance below 1, not ${scale} and ${scaleTolerance}`,
    );
  if (!Number.isFinite(ra) || !(Math.abs(dec) <= 90) || !(radius >= 0 && radius <= 180))
    throw new InvalidInput(`RA ${ra}, Dec ${dec} and ${radius} degrees about it are no place to search`);
  const stars = brightest(frame);
  const search: Search = {
    frame: { width, height, scale },
    stars,
    tests: withCrowding(stars, frame),
    catalogue,
    scaleTolerance,
    allowed: (wcs) => separation(middleOf(wcs, frame), { ra, dec }) <= radius + frameRadius,
  };
  const frameRadius = ((Math.hypot(width, height) / 2) * scale) / 3600;
  // A few bright stars settle most frames at once; the second pass goes deeper for those with false or missing ones.
  for (const { bright, neighbours } of [
    { bright: 25, neighbours: 5 },
    { bright: 60, neighbours: 7 },
  ]) {
    const own = stars.slice(0, bright);
    const triangles = trianglesOf(own, neighbours);
    for (const region of regionsOf({ ra, dec }, radius, frameRadius)) {
      const solution = searchRegion(search, region, own, triangles, neighbours);
      if (solution) return solution;
    }
    if (stars.length <= bright) break;
  }
  return undefined;
}

interface Search {
  readonly frame: { readonly width: number; readonly height: number; readonly scale: number };
  /** Brightest first. */
  readonly stars: readonly Point[];
  /** The same, ready for the test. */
  readonly tests: readonly TestStar[];
  readonly catalogue: StarCatalogue;
  readonly scaleTolerance: number;
  readonly allowed: (wcs: Wcs) => boolean;
}

function searchRegion(
  { frame, stars, tests, catalogue, scaleTolerance, allowed }: Search,
  region: Region,
  own: readonly Point[],
  triangles: readonly Triangle[],
  neighbours: number,
): PlateSolution | undefined {
  const expected = own.length * SPARE;
  const points = planeStars(catalogue, region, frame, expected);
  const grid = pointGrid(points, 20);
  for (const { toPlane, triangle } of candidatesOf(own, triangles, points, neighbours, scaleTolerance)) {
    // What a place was made from cannot speak for it.
    const others = tests.slice(0, own.length).filter((_, n) => !triangle.vertices.includes(n));
    const [p, q, r] = triangle.vertices.map((vertex) => own[vertex] ?? { x: 0, y: 0 });
    if (!p || !q || !r) continue;
    const [x, y] = [(p.x + q.x + r.x) / 3, (p.y + q.y + r.y) / 3];
    const odds = logOdds({
      stars: others,
      toPlane: (pixel) => apply(toPlane, pixel),
      catalogue: grid,
      expected,
      pixelsPerUnit: 1,
      // A place taken from a small triangle is uncertain far from it.
      sigma: (star) => Math.min(4, SIGMA * Math.hypot(1, Math.hypot(star.x - x, star.y - y) / triangle.longest)),
    });
    if (odds < PROMISING) continue;
    const refined = refine(toPlane, region.centre, stars, frame, catalogue);
    const final = refined && oddsOf(refined, others, scaleTolerance);
    if (!refined || final === undefined || final < ACCEPT || !allowed(refined.wcs)) continue;
    return {
      wcs: refined.wcs,
      rms: refined.rms * frame.scale,
      matchedStars: refined.matched,
      logOdds: final,
    };
  }
  return undefined;
}

/** Places at which some triangle of the frame fits one of the sky. */
function* candidatesOf(
  own: readonly Point[],
  ownTriangles: readonly Triangle[],
  points: readonly Point[],
  neighbours: number,
  scaleTolerance: number,
): Generator<{ toPlane: Affine; triangle: Triangle }> {
  const index = indexTriangles(trianglesOf(points, neighbours));
  for (const triangle of ownTriangles) {
    const tolerance = Math.min(0.03, (2 * SIGMA) / triangle.longest);
    for (const match of index.alike(triangle, tolerance)) {
      const ratio = match.longest / triangle.longest;
      if (Math.abs(ratio - 1) > scaleTolerance + tolerance) continue;
      const at = (from: readonly Point[], { vertices }: Triangle) => vertices.flatMap((vertex) => from[vertex] ?? []);
      const mirrored = triangle.anticlockwise !== match.anticlockwise;
      const toPlane = fitSimilarity(at(own, triangle), at(points, match), mirrored);
      if (toPlane) yield { toPlane, triangle };
    }
  }
}

/** The odds of a refined solution; undefined when its scale or shape is none that a telescope has. */
function oddsOf(refined: Refined, others: readonly TestStar[], scaleTolerance: number): number | undefined {
  const { scale, stretch } = shapeOf(refined.toPlane);
  if (Math.abs(scale - 1) > scaleTolerance + 0.005 || stretch > 1.03) return undefined;
  const sigma = Math.max(0.8, refined.rms / Math.SQRT2);
  return logOdds({
    stars: others,
    toPlane: (pixel) => apply(refined.toPlane, pixel),
    catalogue: refined.catalogue,
    expected: refined.expected,
    pixelsPerUnit: 1 / scale,
    sigma: () => sigma,
  });
}

function brightest({ stars, width, height }: FrameStars): Point[] {
  return stars
    .filter(({ x, y, flux }) => x > -1 && y > -1 && x < width && y < height && Number.isFinite(flux))
    .sort((a, b) => b.flux - a.flux)
    .slice(0, 200)
    .map(({ x, y }) => ({ x, y }));
}

/** Each star with the density of stars about it, at least the mean of the frame. */
function withCrowding(stars: readonly Point[], { width, height }: { width: number; height: number }): TestStar[] {
  const reach = Math.max(width, height) / 10;
  const mean = 1 / (width * height);
  return stars.map((star) => {
    const near = stars.filter((other) => Math.hypot(other.x - star.x, other.y - star.y) < reach).length - 1;
    return { ...star, crowding: Math.max(mean, near / stars.length / (Math.PI * reach * reach)) };
  });
}

const middleOf = (wcs: Wcs, { width, height }: FrameStars): Direction =>
  pixelToSky(wcs, { x: (width - 1) / 2, y: (height - 1) / 2 });
