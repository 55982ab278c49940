import { createAlpacaHandler, memoryTransport, type ServedDevice, type Transport } from '@uraniborg/alpaca';
import type { DiscoveredDevice, Role } from '@uraniborg/api';
import type { Clock } from '@uraniborg/core';
import type { Site } from '@uraniborg/devices';
import { type Connect, memoryPair, PropertyServer } from '@uraniborg/indi';
import { createSimulatedObservatory, offerOverIndi, type SimulatedObservatory } from '@uraniborg/simulators';
import { builtInDeepSky, builtInStars } from '../sky/skyData.ts';
import { version } from '../version.ts';

/** The simulated observatory inside this program, behind the same Alpaca server that the network would see. */
export interface SimulatedRig {
  /** Its host name in addresses: nothing on a network is called so. */
  readonly host: string;
  readonly transport: Transport;
  /** The same for what only INDI knows. */
  readonly connect: Connect;
  /** A watchdog that dies with what it watches over would be none, and nothing in here guides. */
  readonly addresses: Record<Exclude<Role, 'watchdog' | 'guider'>, string>;
  readonly found: readonly DiscoveredDevice[];
  readonly observatory: SimulatedObservatory;
}

export interface SimulatedOptions {
  clock: Clock;
  seed: number;
  site: Site;
  /** For people: the mount is quick, and the roof has been rolled off, so that no dome has to be waited for. */
  easy?: boolean;
}

const HOST = 'simulator';
const GPS = 'Simulated GPS';
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
  const address = (type: string, number = 0) => `alpaca://${HOST}/${type}/${number}`;
  const addresses = {
    camera: address('camera'),
    guideCamera: address('camera', 1),
    // The guide camera is the finder as well: never both at once.
    finderCamera: address('camera', 1),
    mount: address('telescope'),
    focuser: address('focuser'),
    filterWheel: address('filterwheel'),
    rotator: address('rotator'),
    dome: address('dome'),
    coverCalibrator: address('covercalibrator'),
    weather: address('observingconditions'),
    safety: address('safetymonitor'),
    gps: `indi://${HOST}/${encodeURIComponent(GPS)}`,
    switches: address('switch'),
  };
  const indi = new PropertyServer({ clock });
  offerOverIndi(indi, observatory, { version });
  const roles = Object.entries(addresses) as [Role, string][];
  return {
    host: HOST,
    transport: memoryTransport(handler, { clock }),
    async connect() {
      const [here, there] = memoryPair();
      void indi.serve(there);
      return here;
    },
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
export function simulatedObservatory({ clock, seed, site, easy }: SimulatedOptions): SimulatedObservatory {
  const comfort = easy ? ({ roof: 'open', mechanics: { slewSpeed: 30, slewAcceleration: 30 } } as const) : {};
  const [stars, deepSky] = [builtInStars(), builtInDeepSky()];
  return createSimulatedObservatory({ clock, seed, stars, deepSky, site, ...comfort });
}

function nameOf(devices: readonly ServedDevice[], address: string): string {
  return devices.find(({ type, number }) => address.endsWith(`/${type.toLowerCase()}/${number}`))?.name ?? GPS;
}
