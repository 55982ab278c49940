/** The gnomonic (TAN) projection: the sky seen on the flat plane that touches it at `centre`. */
import { degrees, normaliseDegrees, radians } from '@uraniborg/core';

/** A direction, degrees. */
export interface Direction {
  readonly ra: number;
  readonly dec: number;
}

/** Standard coordinates, degrees: `xi` towards east, `eta` towards north. */
export interface StandardCoordinates {
  readonly xi: number;
  readonly eta: number;
}

/** Undefined for a direction 90 degrees or more from `centre`, which this plane does not see. */
export function projectTan(direction: Direction, centre: Direction): StandardCoordinates | undefined {
  const [d, d0, dra] = [radians(direction.dec), radians(centre.dec), radians(direction.ra - centre.ra)];
  const depth = Math.sin(d0) * Math.sin(d) + Math.cos(d0) * Math.cos(d) * Math.cos(dra);
  if (!(depth > 1e-9)) return undefined;
  return {
    xi: degrees((Math.cos(d) * Math.sin(dra)) / depth),
    eta: degrees((Math.cos(d0) * Math.sin(d) - Math.sin(d0) * Math.cos(d) * Math.cos(dra)) / depth),
  };
}

/** The direction seen at standard coordinates; the inverse of `projectTan`. */
export function unprojectTan({ xi, eta }: StandardCoordinates, centre: Direction): Direction {
  const [x, y, d0] = [radians(xi), radians(eta), radians(centre.dec)];
  const towards = Math.cos(d0) - y * Math.sin(d0);
  return {
    ra: normaliseDegrees(centre.ra + degrees(Math.atan2(x, towards))),
    dec: degrees(Math.atan2(Math.sin(d0) + y * Math.cos(d0), Math.hypot(x, towards))),
  };
}
