import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { networkInterfaces } from 'node:os';
import { TransportError } from '@uraniborg/core';
import { discoveryGroup, discoveryPort, discoveryQuestion } from './protocol.ts';

export interface ResponderOptions {
  /** The port that is told: of the Alpaca server on this computer. */
  readonly alpacaPort: number;
  /** The address it listens at: one that listens to this computer only is told to this computer only. Default '0.0.0.0'. */
  readonly host?: string;
  /** Default 32227. */
  readonly port?: number;
}

export interface DiscoveryResponder {
  close(): Promise<void>;
}

/**
 * Answers those who look for Alpaca servers, by IPv4 and, where the computer has it, IPv6. Several programs on one
 * computer can do so at once.
 *
 * @throws TransportError the discovery port is in use by a program that does not share it
 */
export async function answerDiscovery(options: ResponderOptions): Promise<DiscoveryResponder> {
  const { alpacaPort, host = '0.0.0.0', port = discoveryPort } = options;
  const answer = Buffer.from(JSON.stringify({ AlpacaPort: alpacaPort }));
  const local = /^(?:127\.|localhost$|::1$)/.test(host);
  const listen = (socket: Socket) =>
    socket.on('message', (message: Buffer, from: RemoteInfo) => {
      if (!message.toString('latin1').startsWith(discoveryQuestion)) return;
      if (local && !/^(?:127\.|::1$)/.test(from.address)) return;
      socket.send(answer, from.port, from.address, () => {}); // an answer that cannot be sent is nobody's fault here
    });

  const four = listen(createSocket({ type: 'udp4', reuseAddr: true }));
  await bound(four, port, '0.0.0.0');
  const sockets = [four];
  if (!host.includes(':')) return responderOf(sockets); // a server that does not listen at IPv6 is not told there
  const six = listen(createSocket({ type: 'udp6', reuseAddr: true, ipv6Only: true }));
  try {
    await bound(six, port, '::');
    for (const scope of sixthScopes()) joinGroup(six, scope);
    sockets.push(six);
  } catch {
    six.close(); // a computer without IPv6 is still found by IPv4
  }
  return responderOf(sockets);
}

function responderOf(sockets: readonly Socket[]): DiscoveryResponder {
  return {
    close: async () => {
      await Promise.all(sockets.map((socket) => new Promise<void>((closed) => socket.close(() => closed()))));
    },
  };
}

function joinGroup(socket: Socket, scope: string): void {
  try {
    socket.addMembership(discoveryGroup, `::%${scope}`);
  } catch {
    // an interface that takes no groups is asked by nobody
  }
}

/** The interfaces that have an IPv6 address, by the name that scopes a link-local address. */
function sixthScopes(): string[] {
  return Object.entries(networkInterfaces())
    .filter(([, addresses]) => addresses?.some(({ family }) => family === 'IPv6'))
    .map(([name]) => name);
}

function bound(socket: Socket, port: number, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', (error) =>
      reject(new TransportError(`Alpaca discovery cannot use UDP port ${port}: ${error.message}`, { cause: error })),
    );
    socket.bind(port, address, () => resolve());
  });
}
