/**
 * In which constellation a direction lies. The borders of the IAU (Delporte 1930) run along right ascensions and
 * declinations of the equinox B1875, so that is where they are kept and looked at.
 */
import { InvalidInput, normaliseDegrees, radians } from '@uraniborg/core';
import { constellations } from './constellations.ts';
import type { Direction } from './tanProjection.ts';
import { aboutY, aboutZ, directionOf, type Matrix, product, rotated, vectorOf } from './vector.ts';

export interface Constellation {
  /** "Ori" */
  readonly abbreviation: string;
  /** "Orion" */
  readonly name: string;
}

export interface Constellations {
  /** @param direction J2000 degrees */
  at(direction: Direction): Constellation;
}

/** From J2000 to B1875 by the precession of IAU 1976 (Lieske 1979), with which the borders were brought to J2000. */
export const TO_B1875: Matrix = (() => {
  const t = (2405889.258550475 - 2451545) / 36525;
  const angle = (a: number, b: number, c: number) => radians(((c * t + b) * t + a) * (t / 3600));
  const zeta = angle(2306.2181, 0.30188, 0.017998);
  const z = angle(2306.2181, 1.09468, 0.018203);
  const theta = angle(2004.3109, -0.42665, -0.041833);
  return product(aboutZ(-z), product(aboutY(theta), aboutZ(-zeta)));
})();

/**
 * @param text the borders (data/constellationBorders.tsv): a line for each closed border with the abbreviation, then after a
 *   tab its corners at B1875, "RA,Dec" in minutes of time and of arc, separated by spaces
 * @throws InvalidInput naming the line that is no border
 */
export function openConstellations(text: string): Constellations {
  const borders = text
    .split('\n')
    .flatMap((line, n) => (line === '' || line.startsWith('#') ? [] : [readBorder(line, n + 1)]));
  return {
    at(direction) {
      const { ra, dec } = directionOf(rotated(TO_B1875, vectorOf(direction.ra, direction.dec)));
      const inside = borders.find(({ corners }) =>
        [ra, ra - 360, ra + 360].some((turn) => encloses(corners, turn, dec)),
      );
      // The two borders about the poles close on the sphere but not on the plane.
      return inside?.constellation ?? named(dec > 0 ? 'UMi' : 'Oct');
    },
  };
}

interface Corner {
  readonly ra: number;
  readonly dec: number;
}

/** The even-odd rule: how many eastern borders a parallel to the equator crosses. */
function encloses(corners: readonly Corner[], ra: number, dec: number): boolean {
  let inside = false;
  let last = corners.at(-1);
  for (const corner of corners) {
    if (last && corner.dec > dec !== last.dec > dec) {
      const crossing = corner.ra + ((dec - corner.dec) / (last.dec - corner.dec)) * (last.ra - corner.ra);
      if (ra < crossing) inside = !inside;
    }
    last = corner;
  }
  return inside;
}

function readBorder(line: string, number: number): { constellation: Constellation; corners: Corner[] } {
  const [abbreviation = '', places = ''] = line.split('\t');
  let turn = 0;
  const corners = places.split(' ').map((place) => {
    const [minutes = Number.NaN, arcminutes = Number.NaN] = place.split(',').map(Number);
    if (!Number.isFinite(minutes) || !(Math.abs(arcminutes) <= 5400))
      throw new InvalidInput(`"${place}" is no corner of a constellation`, `line ${number}`);
    // Right ascension is unwound, so that a border across 0 h is one piece.
    const ra = normaliseDegrees(minutes / 4 - turn + 180) + turn - 180;
    turn = ra;
    return { ra, dec: arcminutes / 60 };
  });
  if (!constellations.some(([known]) => known === abbreviation))
    throw new InvalidInput(`"${abbreviation}" is no constellation`, `line ${number}`);
  return { constellation: named(abbreviation), corners };
}

function named(abbreviation: string): Constellation {
  const name = constellations.find(([known]) => known === abbreviation)?.[1] ?? abbreviation;
  return { abbreviation, name };
}
