import type { Clock } from '@uraniborg/core';
import type { AlpacaHandler } from '../server/message.ts';
import type { Transport } from '../transport.ts';
import { withDeadline } from './deadline.ts';
import { encodedParameters } from './parameters.ts';

/**
 * Straight to a server in the same program: no sockets, and on a virtual clock no waiting. Requests and answers pass
 * through the same forms as on the network.
 */
export function memoryTransport(handler: AlpacaHandler, { clock }: { readonly clock: Clock }): Transport {
  return (request) =>
    withDeadline(clock, request, async () => {
      const encoded = encodedParameters(request);
      const response = await handler({
        method: request.method,
        path: request.path,
        query: request.method === 'GET' ? encoded : '',
        headers: request.accept === undefined ? {} : { accept: request.accept },
        body: new TextEncoder().encode(request.method === 'PUT' ? encoded : ''),
      });
      const body = response.body instanceof Uint8Array ? response.body : joined([...response.body]);
      request.onProgress?.(body.length, body.length);
      return { status: response.status, contentType: response.contentType, body };
    });
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
