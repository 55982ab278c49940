/** From a first guess of where a frame lies to a coordinate system that all its stars have a say in. */
import type { StarCatalogue } from '../starCatalogue.ts';
import { type Direction, projectTan, unprojectTan } from '../tanProjection.ts';
import type { Wcs } from '../wcs.ts';
import { type Affine, apply, fitAffine, fitSimilarity, shapeOf } from './affine.ts';
import { type PointGrid, pointGrid } from './pointGrid.ts';
import type { Point } from './triangles.ts';

export interface Refined {
  readonly wcs: Wcs;
  /** From pixels to the plane at `wcs.crval`, in pixels of the hinted scale. */
  readonly toPlane: Affine;
  readonly catalogue: PointGrid<Point>;
  /** Catalogue stars on the frame. */
  readonly expected: number;
  readonly matched: number;
  /** Of the matches, both axes together, pixels of the hinted scale. */
  readonly rms: number;
}

interface Frame {
  readonly width: number;
  readonly height: number;
  /** Hinted, arcseconds per pixel. */
  readonly scale: number;
}

/** Pixels within which a star of the catalogue is taken for one of the frame, from turn to turn. */
const REACHES = [6, 4, 3, 2.5, 2.5];

/**
 * @param guess from pixels to the plane at `centre`, in pixels of the hinted scale
 * @param stars of the frame, all that may be matched
 */
export function refine(
  guess: Affine,
  centre: Direction,
  stars: readonly Point[],
  frame: Frame,
  catalogue: StarCatalogue,
): Refined | undefined {
  const pixel = frame.scale / 3600;
  const middle = { x: (frame.width - 1) / 2, y: (frame.height - 1) / 2 };
  const corners = [
    middle,
    { x: 0, y: 0 },
    { x: frame.width - 1, y: 0 },
    { x: 0, y: frame.height - 1 },
    { x: frame.width - 1, y: frame.height - 1 },
  ];
  let toPlane = guess;
  let touch = centre;
  let found: { grid: PointGrid<Point>; matched: Point[]; images: Point[]; expected: number } | undefined;
  for (const [turn, reach] of REACHES.entries()) {
    if (turn < 3) {
      // The plane is laid anew where the frame's middle now lies, and the corners carry the map over.
      const skies = corners.map((corner) => skyOf(apply(toPlane, corner), touch, pixel));
      touch = skies[0] ?? touch;
      const planes = skies.map((sky) => planeOf(sky, touch, pixel));
      const carried = fitAffine(corners, planes);
      if (!carried) return undefined;
      toPlane = carried;
      found = undefined;
    }
    const grid: PointGrid<Point> = found?.grid ?? around(catalogue, touch, frame, stars.length);
    const [matched, images] = match(stars, toPlane, grid, reach);
    // Few stars cannot tell a sheared frame from their own errors.
    const mirrored = shapeOf(toPlane).mirrored;
    const fitted = matched.length < 20 ? fitSimilarity(matched, images, mirrored) : fitAffine(matched, images);
    if (!fitted) return undefined;
    toPlane = fitted;
    found = { grid, matched, images, expected: onFrame(grid.points, toPlane, frame) };
  }
  if (!found) return undefined;
  const { a, b, c, d, e, f } = toPlane;
  const determinant = a * d - b * c;
  const squares = found.matched.reduce((total, point, i) => {
    const at = apply(toPlane, point);
    const image = found.images[i] ?? at;
    return total + (at.x - image.x) ** 2 + (at.y - image.y) ** 2;
  }, 0);
  return {
    wcs: {
      crval: [touch.ra, touch.dec],
      crpix: [(b * f - d * e) / determinant, (c * e - a * f) / determinant],
      cd: [
        [a * pixel, b * pixel],
        [c * pixel, d * pixel],
      ],
    },
    toPlane,
    catalogue: found.grid,
    expected: found.expected,
    matched: found.matched.length,
    rms: Math.sqrt(squares / found.matched.length),
  };
}

/** Each star with the catalogue star next to it, each catalogue star once, the nearest first. */
function match(stars: readonly Point[], toPlane: Affine, grid: PointGrid<Point>, reach: number): [Point[], Point[]] {
  const pairs = stars
    .flatMap((star) => {
      const near = grid.nearest(apply(toPlane, star), reach);
      return near ? [{ star, ...near }] : [];
    })
    .sort((a, b) => a.distance - b.distance);
  const once = new Map<Point, Point>();
  for (const { star, point } of pairs) if (!once.has(point)) once.set(point, star);
  return [[...once.values()], [...once.keys()]];
}

/** The brightest stars of the sky about the frame: as many as it has itself, and somewhat more. */
function around(catalogue: StarCatalogue, centre: Direction, frame: Frame, stars: number): PointGrid<Point> {
  const pixel = frame.scale / 3600;
  const radius = Math.min(75, (Math.hypot(frame.width, frame.height) / 2) * pixel * 1.05);
  const count = Math.max(30, Math.round(stars * 2.5));
  const points = catalogue.cone({ ...centre, radius, count }).map((star) => planeOf(star, centre, pixel));
  return pointGrid(points, 12);
}

function onFrame(points: readonly Point[], { a, b, c, d, e, f }: Affine, { width, height }: Frame): number {
  const determinant = a * d - b * c;
  return points.filter(({ x, y }) => {
    const px = (d * (x - e) - b * (y - f)) / determinant;
    const py = (a * (y - f) - c * (x - e)) / determinant;
    return px >= -0.5 && py >= -0.5 && px <= width - 0.5 && py <= height - 0.5;
  }).length;
}

const skyOf = ({ x, y }: Point, centre: Direction, pixel: number) =>
  unprojectTan({ xi: x * pixel, eta: y * pixel }, centre);

function planeOf(sky: Direction, centre: Direction, pixel: number): Point {
  const plane = projectTan(sky, centre);
  return plane ? { x: plane.xi / pixel, y: plane.eta / pixel } : { x: Number.NaN, y: Number.NaN };
}
