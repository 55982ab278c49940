import type { Clock } from '@uraniborg/core';
import { type AlpacaHandler, wholeBody } from '../server/message.ts';
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
      const body = wholeBody(response);
      request.onProgress?.(body.length, body.length);
      return { status: response.status, contentType: response.contentType, body };
    });
}
