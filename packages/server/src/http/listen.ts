import { InvalidInput, TransportError } from '@uraniborg/core';
import type { FastifyInstance } from 'fastify';

/** The year in which Uraniborg was founded. */
export const USUAL_PORT = 1576;
const TRIES = 20;

/**
 * Listens on `port`, or on the usual one and the next free ones after it when none is asked for.
 *
 * @returns the port
 * @throws InvalidInput the asked-for port is taken, or the host is not one of this machine
 */
export async function listen(server: FastifyInstance, host: string, port?: number): Promise<number> {
  const first = port ?? USUAL_PORT;
  const last = port === undefined ? USUAL_PORT + TRIES - 1 : port;
  for (let tried = first; ; tried++) {
    try {
      await server.listen({ host, port: tried });
      const address = server.server.address();
      return typeof address === 'object' && address ? address.port : tried;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'EADDRINUSE' && tried < last) continue;
      if (code === 'EADDRINUSE') {
        throw new InvalidInput(
          `Port ${first === last ? first : `${first} to ${last}`} is taken; choose another with --port`,
          'port',
        );
      }
      if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
        throw new InvalidInput(`"${host}" is not an address of this machine; 0.0.0.0 stands for all of them`, 'host');
      }
      if (code === 'EACCES') throw new InvalidInput(`Port ${tried} needs more rights; choose one above 1023`, 'port');
      throw new TransportError(`The server cannot listen on ${host}:${tried}`, { cause: error });
    }
  }
}
