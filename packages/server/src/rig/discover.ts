import { type AlpacaServer, type DeviceType, findAlpacaDevices } from '@uraniborg/alpaca';
import type { DiscoveredDevice, Role } from '@uraniborg/api';
import { InvalidInput, isAborted, sentenceOf, type Waiting } from '@uraniborg/core';
import { type DriverInterface, INDI_PORT, IndiClient, indiDevices, tcp } from '@uraniborg/indi';

export interface Discovered {
  readonly devices: readonly DiscoveredDevice[];
  /** What answered wrongly or not at all, a sentence each. */
  readonly problems: readonly string[];
}

export interface DiscoverAsks extends Waiting {
  /** An INDI server to ask as well: "host" or "host:port". */
  readonly indiHost?: string | undefined;
}

export type Discover = (asks: DiscoverAsks) => Promise<Discovered>;

const ROLE_OF_TYPE: Partial<Record<DeviceType, Role>> = {
  camera: 'camera',
  telescope: 'mount',
  focuser: 'focuser',
  filterWheel: 'filterWheel',
  rotator: 'rotator',
  dome: 'dome',
  coverCalibrator: 'coverCalibrator',
  observingConditions: 'weather',
  safetyMonitor: 'safety',
  switch: 'switches',
};
const ROLES_OF_INTERFACE: Partial<Record<DriverInterface, readonly Role[]>> = {
  ccd: ['camera'],
  telescope: ['mount'],
  focuser: ['focuser'],
  filter: ['filterWheel'],
  rotator: ['rotator'],
  dome: ['dome'],
  dustCap: ['coverCalibrator'],
  lightBox: ['coverCalibrator'],
  // A weather station gives a verdict, which is all that a safety monitor does.
  weather: ['weather', 'safety'],
  gps: ['gps'],
  auxiliary: ['switches'],
};
/** An INDI server tells what it has at once; this is for its drivers to say what they are. */
const INDI_TELLS_MS = 400;

/**
 * The Alpaca devices on every network of this computer, and the devices of an INDI server where one is named. INDI
 * itself has no discovery. Under a second.
 *
 * @throws InvalidInput `indiHost` is no host; AbortedError
 */
export async function discoverDevices(asks: DiscoverAsks): Promise<Discovered> {
  const { indiHost, clock, signal } = asks;
  const [alpaca, indi] = await Promise.all([
    findAlpacaDevices({ clock, signal }),
    indiHost === undefined || indiHost.trim() === '' ? undefined : indiDevicesOf(indiHost.trim(), asks),
  ]);
  return {
    devices: [...alpaca.flatMap(devicesOf), ...(indi?.devices ?? [])],
    problems: [
      ...alpaca.flatMap(({ url, error }) =>
        error === undefined ? [] : [`${url} does not tell its devices: ${error}`],
      ),
      ...(indi?.problems ?? []),
    ],
  };
}

function devicesOf({ url, description, devices }: AlpacaServer): DiscoveredDevice[] {
  const { host } = new URL(url);
  return devices.map(({ type, number, name }) => ({
    address: `alpaca://${host}/${type.toLowerCase()}/${number}`,
    name,
    role: ROLE_OF_TYPE[type] ?? null,
    server: description?.name || host,
  }));
}

async function indiDevicesOf(text: string, { clock, signal }: Waiting): Promise<Discovered> {
  const url = URL.parse(`indi://${text}`);
  if (!url?.hostname || url.pathname.length > 1) {
    throw new InvalidInput(`"${text}" is not a host; write for example 192.168.1.5 or 192.168.1.5:7624`, 'indiHost');
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port) || INDI_PORT;
  const client = new IndiClient({ connect: tcp({ host, port, connectTimeoutMs: 900 }), clock });
  try {
    await client.open({ clock, signal });
    await clock.sleep(INDI_TELLS_MS, signal);
    return {
      devices: indiDevices(client).flatMap((device) => [
        ...rolesOf(device, `${url.hostname}:${port}`),
        ...secondSensorOf(client, device.name, `${url.hostname}:${port}`),
      ]),
      problems: [],
    };
  } catch (error) {
    if (isAborted(error)) throw error;
    return { devices: [], problems: [sentenceOf(error)] };
  } finally {
    client.close();
  }
}

/** A camera with a filter wheel inside is one device and two roles. */
function rolesOf(
  { name, interfaces, driver }: ReturnType<typeof indiDevices>[number],
  server: string,
): DiscoveredDevice[] {
  const known = [...new Set(interfaces.flatMap((one) => ROLES_OF_INTERFACE[one] ?? []))];
  // INDI has no interface bit for it.
  const roles: readonly Role[] = driver?.executable === 'indi_watchdog' ? ['watchdog'] : known;
  const address = `indi://${server}/${encodeURIComponent(name)}`;
  return (roles.length > 0 ? roles : [null]).map((role) => ({ address, name, role, server: `INDI ${server}` }));
}

/** The guide head of a camera; known only of one that is connected. */
function secondSensorOf(client: IndiClient, name: string, server: string): DiscoveredDevice[] {
  if (!client.vector(name, 'GUIDER_EXPOSURE')) return [];
  const address = `indi://${server}/${encodeURIComponent(name)}?sensor=2`;
  return [{ address, name: `${name}, second sensor`, role: 'guideCamera', server: `INDI ${server}` }];
}
