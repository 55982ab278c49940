import type { IndiClient } from './client.ts';
import { isOn, textOf } from './vector.ts';

/** What a driver can be, by the bits of DRIVER_INFO.DRIVER_INTERFACE (INDI's basedevice.h, DRIVER_INTERFACE). */
const bits = {
  telescope: 0,
  ccd: 1,
  guider: 2,
  focuser: 3,
  filter: 4,
  dome: 5,
  gps: 6,
  weather: 7,
  adaptiveOptics: 8,
  dustCap: 9,
  lightBox: 10,
  detector: 11,
  rotator: 12,
  spectrograph: 13,
  correlator: 14,
  auxiliary: 15,
} as const;
export type DriverInterface = keyof typeof bits;

/** A device of an INDI server and what its driver says of itself. */
export interface IndiDevice {
  readonly name: string;
  readonly connected: boolean;
  /** What it can be used as; empty while its driver has not said. */
  readonly interfaces: readonly DriverInterface[];
  readonly driver:
    | { readonly name: string; readonly executable: string; readonly version: string; readonly interfaceBits: number }
    | undefined;
}

/** The interfaces that a DRIVER_INTERFACE number stands for. */
export function driverInterfaces(interfaceBits: number): DriverInterface[] {
  return (Object.keys(bits) as DriverInterface[]).filter((name) => interfaceBits & (1 << bits[name]));
}

/** Every device that the client knows now, in the order in which the server named them. */
export function indiDevices(client: Pick<IndiClient, 'devices'>): IndiDevice[] {
  return [...client.devices].map(([name, properties]) => {
    const info = properties.get('DRIVER_INFO');
    const interfaceBits = Number(textOf(info, 'DRIVER_INTERFACE') ?? 0) || 0;
    return {
      name,
      connected: isOn(properties.get('CONNECTION'), 'CONNECT') ?? false,
      interfaces: driverInterfaces(interfaceBits),
      driver: info && {
        name: textOf(info, 'DRIVER_NAME') ?? '',
        executable: textOf(info, 'DRIVER_EXEC') ?? '',
        version: textOf(info, 'DRIVER_VERSION') ?? '',
        interfaceBits,
      },
    };
  });
}
