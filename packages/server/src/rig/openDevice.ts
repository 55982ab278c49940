import {
  type ConfiguredDevice,
  type DeviceType,
  type HttpTransport,
  type HttpTransportOptions,
  httpTransport,
  imagesOver,
  managementClient,
  type Transport,
} from '@uraniborg/alpaca';
import type { Role } from '@uraniborg/api';
import { type Clock, InvalidInput } from '@uraniborg/core';
import type { DecodeFile } from '@uraniborg/devices';
import { type Connect, IndiClient, tcp } from '@uraniborg/indi';
import type { Arrivals } from '../arrivals/arrivals.ts';
import type { AnyDevice, DeviceOf } from '../observatory/readings.ts';
import { type AlpacaRoute, type AlpacaWay, alpacaRoute } from './alpacaRoute.ts';
import { type DeviceAddress, deviceAddress } from './deviceAddress.ts';
import { type LedDevice, ledDevice } from './ledDevice.ts';
import { loadsConfiguration } from './loadsConfiguration.ts';
import { makers } from './makers.ts';

/** Makes devices of addresses. Devices of one server share its connection. */
export interface RigOpener {
  /** Talks to nobody yet. @throws InvalidInput the address is none, or of a device that cannot play the role */
  open<R extends Role>(role: R, address: string, options?: OpenOptions): DeviceOf[R];
  /** What the Alpaca server at an address says of its devices; none for INDI. @throws TransportError ... */
  configured(address: string, signal: AbortSignal): Promise<readonly ConfiguredDevice[]>;
  /** The client of the INDI server at an address. */
  indi(address: string): IndiClient | undefined;
  /** What was opened at one address talks to another of the same protocol from now on. */
  move(from: string, to: string): void;
  /** The login of a server has changed: what is opened from now on uses the new one. */
  forget(server: string): void;
  /** Closes the connections. The hardware stays as it is. */
  close(): void;
}

export interface OpenOptions {
  /** INDI: what was saved in the driver is loaded with every connection. Default: no. */
  readonly loadConfiguration?: boolean | undefined;
  /** INDI cameras: where a driver on this computer writes its frames. Default: they are sent. */
  readonly frameFolder?: string | undefined;
}

export interface OpenerOptions {
  clock: Clock;
  /** Alpaca servers inside this program, by host name. */
  inside?: Readonly<Record<string, Transport>>;
  /** INDI servers inside this program, by host name. */
  indiInside?: Readonly<Record<string, Connect>>;
  /** The login and certificate of an Alpaca server: "https://host:port". Default: none. */
  loginOf?: (server: string) => Pick<HttpTransportOptions, 'authorisation' | 'certificate'>;
  /** Where the images of cameras on the network arrive. Default: on this thread. */
  arrivals?: Arrivals;
  /** What reads the frames that INDI cameras send. Default: this thread, and no raw files. */
  decode?: DecodeFile;
  /** How long an Alpaca server may take to answer. Default: as the protocol's client has it. */
  answerMs?: number | undefined;
}

export function rigOpener(options: OpenerOptions): RigOpener {
  const { clock, inside = {}, indiInside = {}, loginOf = () => ({}), arrivals, decode, answerMs } = options;
  const alpacaServers = new Map<string, HttpTransport>();
  const indiServers = new Map<string, IndiClient>();
  const routes = new Map<string, AlpacaRoute[]>();
  const ledDevices = new Map<string, LedDevice<AnyDevice>[]>();
  const timeouts = answerMs === undefined ? {} : { readMs: answerMs, commandMs: answerMs };

  const transportTo = (server: string): Transport => {
    const within = inside[new URL(server).hostname];
    if (within) return within;
    const transport = alpacaServers.get(server) ?? httpTransport(server, { clock, ...loginOf(server) });
    alpacaServers.set(server, transport);
    return transport;
  };
  const indiClientOf = ({ host, port }: { host: string; port: number }): IndiClient => {
    const key = `${host} ${port}`;
    const within = indiInside[host];
    const blobs = within ? undefined : arrivals?.blobsOf({ host, port });
    const client =
      indiServers.get(key) ??
      new IndiClient({ connect: within ?? tcp({ host, port }), clock, ...(blobs && { blobs }) });
    indiServers.set(key, client);
    return client;
  };
  const wayTo = (server: string): AlpacaWay => {
    const transport = transportTo(server);
    const isNear = arrivals === undefined || inside[new URL(server).hostname] !== undefined;
    const images = isNear ? imagesOver(transport) : arrivals.imagesOf({ url: server, ...loginOf(server) });
    return { transport, images };
  };
  const routeTo = (address: string, where: Alpaca): AlpacaWay => {
    const route = alpacaRoute(wayTo(where.server), where.type);
    routes.set(address, [...(routes.get(address) ?? []), route]);
    return route;
  };
  return {
    open(role, address, { loadConfiguration = false, frameFolder } = {}) {
      const where = deviceAddress(address);
      const { type, alpaca, indi, phd2 } = makers[role];
      if (where.protocol === 'phd2' || phd2) {
        if (where.protocol === 'phd2' && phd2) return phd2(where, address);
        throw new InvalidInput(`"${address}" is not the address of a guider, such as phd2://localhost:4400`, 'address');
      }
      if (where.protocol === 'indi') {
        if (!indi) throw new InvalidInput(`"${address}": INDI has no such devices`, 'address');
        const led = ledDevice((at) => {
          const place = deviceAddress(at);
          if (place.protocol !== 'indi') throw new InvalidInput(`"${at}" is not of an INDI device`, 'address');
          const client = indiClientOf(place);
          if (place.sensor === 'second' && type !== 'camera')
            throw new InvalidInput(`"${at}" is a sensor of a camera; this role needs something else`, 'address');
          const device = indi(client, place.device, at, { sensor: place.sensor, folder: frameFolder, decode });
          return loadConfiguration ? loadsConfiguration(device, client, place.device) : device;
        }, address);
        ledDevices.set(address, [...(ledDevices.get(address) ?? []), led]);
        return led.device;
      }
      if (where.protocol === 'manual') throw new InvalidInput(`"${address}" is no device`, 'address');
      if (type === undefined || alpaca === undefined)
        throw new InvalidInput(`"${address}": Alpaca has no such devices; this one takes an INDI driver`, 'address');
      checkType(where, type, address);
      const { transport, images } = routeTo(address, where);
      return alpaca({ number: where.number, options: { transport, images, timeouts }, address });
    },
    async configured(address, signal) {
      const where = deviceAddress(address);
      return where.protocol === 'alpaca'
        ? await managementClient(transportTo(where.server)).configuredDevices({ signal })
        : [];
    },
    indi(address) {
      const where = deviceAddress(address);
      return where.protocol === 'indi' ? indiClientOf(where) : undefined;
    },
    move(from, to) {
      const where = deviceAddress(to);
      if (where.protocol === 'manual' || where.protocol === 'phd2') return;
      if (where.protocol === 'indi') {
        const led = ledDevices.get(from) ?? [];
        for (const one of led) one.lead(to);
        ledDevices.delete(from);
        ledDevices.set(to, [...(ledDevices.get(to) ?? []), ...led]);
        return;
      }
      const moved = routes.get(from) ?? [];
      for (const route of moved) route.lead(wayTo(where.server), where.number);
      routes.delete(from);
      routes.set(to, [...(routes.get(to) ?? []), ...moved]);
    },
    forget(server) {
      alpacaServers.get(server)?.close();
      alpacaServers.delete(server);
    },
    close() {
      for (const transport of alpacaServers.values()) transport.close();
      for (const client of indiServers.values()) client.close();
    },
  };
}

type Alpaca = Extract<DeviceAddress, { protocol: 'alpaca' }>;

function checkType(where: Alpaca, type: DeviceType, address: string): void {
  if (where.type === type.toLowerCase()) return;
  throw new InvalidInput(
    `"${address}" is a ${where.type}; this role needs a ${type.toLowerCase()}, such as /${type.toLowerCase()}/0`,
    'address',
  );
}
