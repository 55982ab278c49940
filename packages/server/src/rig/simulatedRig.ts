import { readFileSync } from 'node:fs';
import { createAlpacaHandler, memoryTransport, type ServedDevice, type Transport } from '@uraniborg/alpaca';
import type { DiscoveredDevice, Role } from '@uraniborg/api';
import { openSkyObjects, openStarCatalogue } from '@uraniborg/astrometry';
import type { Clock } from '@uraniborg/core';
import type { Site } from '@uraniborg/devices';
import { createSimulatedObservatory, type SimulatedObservatory } from '@uraniborg/simulators';
import { version } from '../version.ts';

/** The simulated observatory inside this program, behind the same Alpaca server that the network would see. */
export interface SimulatedRig {
  /** Its host name in addresses: nothing on a network is called so. */
  readonly host: string;
  readonly transport: Transport;
  readonly addresses: Record<Role, string>;
  readonly found: readonly DiscoveredDevice[];
  readonly observatory: SimulatedObservatory;
}

export interface SimulatedOptions {
  clock: Clock;
  seed: number;
  site: Site;
  /** Degrees per second. Default: as mounts are. */
  slewSpeed?: number;
}

const HOST = 'simulator';
export const SERVER = {
  name: 'Uraniborg simulator',
  manufacturer: 'Uraniborg',
  version,
  location: 'In the computer',
};

export function simulatedRig(options: SimulatedOptions): SimulatedRig {
  const { clock } = options;
  const observatory = simulatedObservatory(options);
  const handler = createAlpacaHandler({ server: SERVER, devices: observatory.devices, clock });
  const address = (type: string) => `alpaca://${HOST}/${type}/0`;
  const addresses = {
    camera: address('camera'),
    mount: address('telescope'),
    focuser: address('focuser'),
    filterWheel: address('filterwheel'),
  };
  const roles = Object.entries(addresses) as [Role, string][];
  return {
    host: HOST,
    transport: memoryTransport(handler, { clock }),
    addresses,
    found: roles.map(([role, at]) => ({
      address: at,
      name: nameOf(observatory.devices, at),
      role,
      server: SERVER.name,
    })),
    observatory,
  };
}

/** The same observatory for any other purpose: as a server of its own, or for a night in seconds. */
export function simulatedObservatory({ clock, seed, site, slewSpeed }: SimulatedOptions): SimulatedObservatory {
  const data = (name: string) => readFileSync(new URL(`../data/${name}`, import.meta.resolve('@uraniborg/astrometry')));
  const stars = openStarCatalogue(data('stars.bin'));
  const deepSky = openSkyObjects(data('openNgc.tsv').toString());
  const mechanics = slewSpeed === undefined ? {} : { slewSpeed, slewAcceleration: slewSpeed };
  return createSimulatedObservatory({ clock, seed, stars, deepSky, site, mechanics });
}

function nameOf(devices: readonly ServedDevice[], address: string): string {
  return devices.find(({ type, number }) => address.endsWith(`/${type.toLowerCase()}/${number}`))?.name ?? address;
}
