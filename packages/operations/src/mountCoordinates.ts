import { apparentFromJ2000, horizontalFromApparent, j2000FromApparent } from '@uraniborg/astrometry';
import type { Direction, MountCapabilities, Site } from '@uraniborg/devices';

type Equinox = MountCapabilities['equinox'];

/**
 * A J2000 direction as the mount wants it: itself, or its apparent place. What the site adds to an apparent place
 * (diurnal aberration, 0.3" at most) is far below the pointing of any mount.
 *
 * @param at milliseconds since the Unix epoch
 */
export function toMountEquinox({ ra, dec }: Direction, equinox: Equinox, at: number): Direction {
  return equinox === 'J2000' ? { ra, dec } : apparentFromJ2000({ ra, dec }, at);
}

/** What the mount says as a J2000 direction. */
export function fromMountEquinox({ ra, dec }: Direction, equinox: Equinox, at: number): Direction {
  return equinox === 'J2000' ? { ra, dec } : j2000FromApparent({ ra, dec }, at);
}

/** Where a J2000 direction stands in the sky of `site`, degrees, without refraction; azimuth from north through east. */
export function horizontalAt(
  { ra, dec }: Direction,
  site: Site,
  at: number,
): { readonly altitude: number; readonly azimuth: number } {
  return horizontalFromApparent(apparentFromJ2000({ ra, dec }, at), site, at);
}
