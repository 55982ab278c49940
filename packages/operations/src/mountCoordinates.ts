import { DeviceError } from '@uraniborg/core';
import type { Direction, MountCapabilities, Site } from '@uraniborg/devices';

type Equinox = MountCapabilities['equinox'];

/** A J2000 direction as the mount wants it. `at` is milliseconds since the Unix epoch. */
export function toMountEquinox(target: Direction, equinox: Equinox, _at: number, _site: Site | undefined): Direction {
  if (equinox === 'J2000') return { ra: target.ra, dec: target.dec };
  throw new DeviceError('Mounts that speak apparent coordinates are not understood yet', 'equinox');
}

/** What the mount says as a J2000 direction. */
export function fromMountEquinox(said: Direction, equinox: Equinox, _at: number, _site: Site | undefined): Direction {
  if (equinox === 'J2000') return { ra: said.ra, dec: said.dec };
  throw new DeviceError('Mounts that speak apparent coordinates are not understood yet', 'equinox');
}
