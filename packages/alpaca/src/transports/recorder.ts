import { type Clock, HouseError, sentenceOf, utcText } from '@uraniborg/core';
import type { AlpacaRequest, AlpacaResponse, Transport } from '../transport.ts';

/** One exchange, one line of JSON. A recording is such lines, in the order in which the answers came. */
export interface RecordedExchange {
  /** When the request was sent, UTC. */
  readonly at: string;
  /** How long the answer took, milliseconds. */
  readonly ms: number;
  readonly method: AlpacaRequest['method'];
  readonly path: string;
  readonly parameters: AlpacaRequest['parameters'];
  readonly status?: number;
  readonly contentType?: string;
  /** The body where it is a text. */
  readonly text?: string;
  /** The body where it is not. */
  readonly base64?: string;
  /** Instead of an answer. */
  readonly error?: { readonly tag: HouseError['tag']; readonly message: string };
}

/**
 * Passes everything on and writes it down, so that the traffic of a night can be replayed. Passwords are not in it.
 *
 * @param write is given each line, without its end
 */
export function recordingTransport(
  transport: Transport,
  { clock, write }: { readonly clock: Clock; readonly write: (line: string) => void },
): Transport {
  return async (request) => {
    const begun = clock.now();
    const { method, path, parameters } = request;
    const record = (rest: Partial<RecordedExchange>) =>
      write(JSON.stringify({ at: utcText(begun), ms: clock.now() - begun, method, path, parameters, ...rest }));
    try {
      const response = await transport(request);
      record({ status: response.status, contentType: response.contentType, ...recordedBody(response) });
      return response;
    } catch (error) {
      record({
        error: { tag: error instanceof HouseError ? error.tag : 'TransportError', message: sentenceOf(error) },
      });
      throw error;
    }
  };
}

function recordedBody({ body, contentType }: AlpacaResponse): Pick<RecordedExchange, 'text' | 'base64'> {
  if (!/json|text/i.test(contentType)) return { base64: Buffer.from(body).toString('base64') };
  return { text: new TextDecoder().decode(body) };
}
