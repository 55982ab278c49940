import { alpacaClient, type DeviceType, type HttpTransport, httpTransport, type Transport } from '@uraniborg/alpaca';
import type { Role } from '@uraniborg/api';
import { type Clock, InvalidInput } from '@uraniborg/core';
import {
  alpacaCamera,
  alpacaFilterWheel,
  alpacaFocuser,
  alpacaMount,
  indiCamera,
  indiFilterWheel,
  indiFocuser,
  indiMount,
} from '@uraniborg/devices';
import { IndiClient, tcp } from '@uraniborg/indi';
import type { DeviceOf } from '../observatory/readings.ts';
import { deviceAddress } from './deviceAddress.ts';

/** Makes devices of addresses. Devices of one server share its connection. */
export interface RigOpener {
  /** Talks to nobody yet. @throws InvalidInput the address is none, or of a device that cannot play the role */
  open<R extends Role>(role: R, address: string): DeviceOf[R];
  /** Closes the connections. The hardware stays as it is. */
  close(): void;
}

export interface OpenerOptions {
  clock: Clock;
  /** Alpaca servers inside this program, by host name. */
  inside?: Readonly<Record<string, Transport>>;
  /** How long an Alpaca server may take to answer. Default: as the protocol's client has it. */
  answerMs?: number | undefined;
}

const ALPACA_TYPE: Record<Role, DeviceType> = {
  camera: 'camera',
  mount: 'telescope',
  focuser: 'focuser',
  filterWheel: 'filterWheel',
};

export function rigOpener({ clock, inside = {}, answerMs }: OpenerOptions): RigOpener {
  const alpacaServers = new Map<string, HttpTransport>();
  const indiServers = new Map<string, IndiClient>();
  const timeouts = answerMs === undefined ? {} : { readMs: answerMs, commandMs: answerMs };

  const transportTo = (server: string): Transport => {
    const within = inside[new URL(server).hostname];
    if (within) return within;
    const transport = alpacaServers.get(server) ?? httpTransport(server, { clock });
    alpacaServers.set(server, transport);
    return transport;
  };
  const indiClientOf = (host: string, port: number): IndiClient => {
    const key = `${host} ${port}`;
    const client = indiServers.get(key) ?? new IndiClient({ connect: tcp({ host, port }), clock });
    indiServers.set(key, client);
    return client;
  };
  const openers: { [R in Role]: { alpaca: Alpaca<DeviceOf[R]>; indi: Indi<DeviceOf[R]> } } = {
    camera: {
      alpaca: (number, transport, address) =>
        alpacaCamera(alpacaClient('camera', number, { transport, timeouts }), address),
      indi: indiCamera,
    },
    mount: {
      alpaca: (number, transport, address) =>
        alpacaMount(alpacaClient('telescope', number, { transport, timeouts }), address),
      indi: indiMount,
    },
    focuser: {
      alpaca: (number, transport, address) =>
        alpacaFocuser(alpacaClient('focuser', number, { transport, timeouts }), address),
      indi: indiFocuser,
    },
    filterWheel: {
      alpaca: (number, transport, address) =>
        alpacaFilterWheel(alpacaClient('filterWheel', number, { transport, timeouts }), address),
      indi: indiFilterWheel,
    },
  };
  return {
    open(role, address) {
      const where = deviceAddress(address);
      const opener = openers[role];
      if (where.protocol === 'indi') return opener.indi(indiClientOf(where.host, where.port), where.device, address);
      const type = ALPACA_TYPE[role];
      if (where.type !== type.toLowerCase()) {
        throw new InvalidInput(
          `"${address}" is a ${where.type}; this role needs a ${type.toLowerCase()}, such as /${type.toLowerCase()}/0`,
          'address',
        );
      }
      return opener.alpaca(where.number, transportTo(where.server), address);
    },
    close() {
      for (const transport of alpacaServers.values()) transport.close();
      for (const client of indiServers.values()) client.close();
    },
  };
}

type Alpaca<D> = (number: number, transport: Transport, address: string) => D;
type Indi<D> = (client: IndiClient, device: string, address: string) => D;
