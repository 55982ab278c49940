import { createServer } from 'node:net';
import { TransportError } from '@uraniborg/core';
import type { PropertyServer } from './propertyServer.ts';
import { acceptedSocket, INDI_PORT } from './tcp.ts';

export interface TcpService {
  readonly port: number;
  /** Stops listening and lets go of every client. */
  close(): Promise<void>;
}

/** An observatory has a few clients; each may hold memory. */
const MAX_CLIENTS = 100;

/**
 * Serves properties to INDI clients, as an `indiserver` would.
 * @param options.host default loopback: INDI has no password, so who can connect can command
 * @param options.port default 7624; 0 takes a free one
 * @throws TransportError the port is taken
 */
export function serveTcp(
  properties: PropertyServer,
  { host = '127.0.0.1', port = INDI_PORT }: { readonly host?: string; readonly port?: number } = {},
): Promise<TcpService> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => void properties.serve(acceptedSocket(socket)));
    const refused = (error: Error) =>
      reject(new TransportError(`INDI cannot be served on ${host}:${port}`, { cause: error }));
    server.maxConnections = MAX_CLIENTS;
    server.once('error', refused);
    server.listen(port, host, () => {
      server.off('error', refused);
      const address = server.address();
      resolve({
        port: address && typeof address === 'object' ? address.port : port,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            properties.close();
          }),
      });
    });
  });
}
