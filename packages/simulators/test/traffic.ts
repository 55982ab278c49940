/** What a client asked of a server and how it was answered, told without the values that time changes. */
import type { AlpacaHandler, ServerRequest } from '@uraniborg/alpaca';
import type { Clock } from '@uraniborg/core';

/** One line of a recording. */
export interface Exchange {
  /** Milliseconds since the recording began, by the clock of the observatory. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  /** The query of a GET, the form of a PUT. */
  readonly text: string;
  readonly accept?: string;
  readonly answer: Answer;
}
export interface Answer {
  readonly status: number;
  readonly error?: number;
  /** The type of Value: "number", "string", "array" ..., or of the body where it is no JSON. */
  readonly value: string;
}

/** Passes everything on and writes it down; questions that are asked again and again with the same answer, once. */
export function recorded(handler: AlpacaHandler, clock: Clock, write: (exchange: Exchange) => void): AlpacaHandler {
  const begun = clock.now();
  let last = '';
  return async (request) => {
    const at = Math.round(clock.now() - begun);
    const response = await handler(request);
    const { method, path } = request;
    const text = withoutIds(method === 'GET' ? request.query : new TextDecoder().decode(request.body));
    const { accept } = request.headers;
    const body = response.body instanceof Uint8Array ? response.body : undefined;
    const answer = answerOf(response.status, response.contentType, body);
    const same = JSON.stringify([method, path, text, answer]);
    if (same !== last || method !== 'GET') write({ at, method, path, text, ...(accept && { accept }), answer });
    last = same;
    return response;
  };
}

export function requestOf({ method, path, text, accept }: Exchange): ServerRequest {
  const headers = { ...(accept && { accept }), 'content-type': 'application/x-www-form-urlencoded' };
  const body = new TextEncoder().encode(method === 'GET' ? '' : text);
  return { method, path, query: method === 'GET' ? text : '', headers, body };
}

export function answerOf(status: number, contentType: string, body: Uint8Array | undefined): Answer {
  if (!contentType.includes('json') || !body) return { status, value: contentType.split(';')[0] ?? '' };
  const { ErrorNumber: error, Value: value } = JSON.parse(new TextDecoder().decode(body));
  return { status, error, value: Array.isArray(value) ? 'array' : typeof value };
}

function withoutIds(text: string): string {
  return text
    .split('&')
    .filter((pair) => !/^client(transaction)?id=/i.test(pair))
    .join('&');
}
