/** Which stars of the catalogue are tried where. */
import { radians } from '@uraniborg/core';
import type { StarCatalogue } from '../starCatalogue.ts';
import { type Direction, projectTan, unprojectTan } from '../tanProjection.ts';
import type { Point } from './triangles.ts';

export interface Region {
  readonly centre: Direction;
  /** Degrees from the centre within which the middle of the frame is looked for. */
  readonly radius: number;
}

/** A planar image of the sky must stay true to a fraction of a percent: wider searches are cut into regions. */
const WIDEST = 5;

/** First close to where the frame should be, then all of the search circle, in order of distance. */
export function regionsOf(centre: Direction, radius: number, frameRadius: number): Region[] {
  const first = Math.min(radius, 2 * frameRadius);
  const widest = Math.max(WIDEST, first);
  if (radius <= widest)
    return first < radius
      ? [
          { centre, radius: first },
          { centre, radius },
        ]
      : [{ centre, radius }];
  // Circles of `widest` about the points of a square lattice cover the plane when their centres are widest x sqrt 2 apart;
  // rings of equal distance on the sphere take the place of the lattice's rows.
  const regions: Region[] = [
    { centre, radius: first },
    { centre, radius: widest },
  ];
  const step = widest * Math.SQRT2 * 0.95;
  for (let distance = step; distance < radius + widest / 2; distance += step) {
    const around = Math.max(3, Math.ceil((360 * Math.sin(radians(Math.min(distance, 90)))) / step));
    for (let n = 0; n < around; n++)
      regions.push({ centre: offset(centre, Math.min(distance, 180), (360 * n) / around), radius: widest });
  }
  return regions;
}

/** The direction `distance` degrees from `from` towards position angle `angle`. */
function offset(from: Direction, distance: number, angle: number): Direction {
  // A gnomonic step of at most 45 degrees at a time; two halves of a great circle are one.
  if (distance > 45) {
    const half = offset(from, distance / 2, angle);
    return extend(from, half);
  }
  const reach = (Math.tan(radians(distance)) * 180) / Math.PI;
  return unprojectTan({ xi: reach * Math.sin(radians(angle)), eta: reach * Math.cos(radians(angle)) }, from);
}

/** As far beyond `middle` as `middle` is from `from`. */
function extend(from: Direction, middle: Direction): Direction {
  const back = projectTan(from, middle);
  return back ? unprojectTan({ xi: -back.xi, eta: -back.eta }, middle) : middle;
}

/**
 * The brightest stars in and around a region as points of a plane, in pixels of the hinted scale: in every square of
 * the size of the frame as many as the frame itself would show, so that rich and poor parts are tried alike.
 *
 * @param perFrame stars wanted on the area of one frame
 */
export function planeStars(
  catalogue: StarCatalogue,
  { centre, radius }: Region,
  frame: { readonly width: number; readonly height: number; readonly scale: number },
  perFrame: number,
): Point[] {
  const pixel = frame.scale / 3600;
  const [width, height] = [frame.width * pixel, frame.height * pixel];
  const reach = Math.min(75, radius + Math.hypot(width, height) / 2);
  const stars = catalogue.cone({ ...centre, radius: reach, limitMagnitude: faintest(perFrame / (width * height)) });
  const side = Math.min(width, height) / 2;
  const most = Math.max(1, Math.round((perFrame * side * side) / (width * height)));
  const taken = new Map<string, number>();
  return stars.flatMap((star) => {
    const plane = projectTan(star, centre);
    if (!plane) return [];
    const square = `${Math.floor(plane.xi / side)} ${Math.floor(plane.eta / side)}`;
    const n = taken.get(square) ?? 0;
    if (n >= most) return [];
    taken.set(square, n + 1);
    return [{ x: plane.xi / pixel, y: plane.eta / pixel }];
  });
}

/** A magnitude down to which even the poor parts of the sky have `density` stars per square degree. */
function faintest(density: number): number {
  const magnitude = 6 + (Math.log10(6 * density) + 0.92) / 0.44;
  return magnitude > 11 ? Number.POSITIVE_INFINITY : magnitude;
}
