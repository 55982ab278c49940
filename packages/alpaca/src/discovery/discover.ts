import { createSocket, type Socket } from 'node:dgram';
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';
import { AbortedError, type Clock, systemClock } from '@uraniborg/core';
import { broadcastAddress, discoveryGroup, discoveryPort, discoveryQuestion, portInAnswer } from './protocol.ts';

export interface DiscoverOptions {
  /** Default: the system clock. */
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
  /** How long answers are waited for, milliseconds. Default 500. */
  readonly waitMs?: number;
  /** Told of each server as soon as it answers. */
  readonly onFound?: (server: FoundServer) => void;
  /** Default 32227. */
  readonly port?: number;
}

/** Where a server answered from. One server may be found at several addresses. */
export interface FoundServer {
  readonly host: string;
  readonly port: number;
  /** For httpTransport. */
  readonly url: string;
}

/**
 * Looks for Alpaca servers on every network of this computer at once, IPv4 and IPv6, this computer included.
 *
 * @throws AbortedError
 */
export async function discoverAlpaca(options: DiscoverOptions = {}): Promise<FoundServer[]> {
  const { clock = systemClock, signal, waitMs = 500, port = discoveryPort } = options;
  const found = new Map<string, FoundServer>();
  const ways = Object.entries(networkInterfaces()).flatMap(([name, addresses]) =>
    (addresses ?? []).map((address) => wayThrough(name, address)),
  );
  const take = (host: string, answer: Uint8Array) => {
    const alpacaPort = portInAnswer(answer);
    if (alpacaPort === undefined) return;
    const server = { host, port: alpacaPort, url: `http://${host.includes(':') ? `[${host}]` : host}:${alpacaPort}` };
    if (found.has(server.url) || found.size >= maxServers) return;
    found.set(server.url, server);
    options.onFound?.(server);
  };
  const asking = ways.map((way) => ask(way, port, take));
  try {
    // Twice, because a packet may be lost.
    await clock.sleep(waitMs / 3, signal);
    for (const socket of asking) socket.again();
    await clock.sleep((waitMs * 2) / 3, signal);
  } catch (error) {
    throw signal?.aborted ? new AbortedError('the search for Alpaca servers was given up', { cause: error }) : error;
  } finally {
    for (const socket of asking) socket.close();
  }
  return [...found.values()];
}

/** More answers than that are an attack. */
const maxServers = 1024;

interface Way {
  readonly type: 'udp4' | 'udp6';
  readonly from: string;
  readonly to: string;
}

function wayThrough(name: string, { family, address, netmask }: NetworkInterfaceInfo): Way {
  if (family === 'IPv4') return { type: 'udp4', from: address, to: broadcastAddress(address, netmask) };
  const scoped = address.startsWith('fe80:') ? `${address}%${name}` : address;
  return { type: 'udp6', from: scoped, to: `${discoveryGroup}%${name}` };
}

function ask(way: Way, port: number, take: (host: string, answer: Uint8Array) => void) {
  const socket: Socket = createSocket({ type: way.type, ipv6Only: way.type === 'udp6' });
  let open = true;
  const close = () => {
    if (open) socket.close();
    open = false;
  };
  const send = () => {
    if (open) socket.send(discoveryQuestion, port, way.to, () => {}); // a network that is down is one without servers
  };
  socket.on('error', close);
  socket.on('message', (message, from) => take(from.address, message));
  socket.bind(0, way.from, () => {
    if (way.type === 'udp4') socket.setBroadcast(true);
    send();
  });
  return { again: send, close };
}
