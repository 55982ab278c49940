import type { ServerRequest, ServerResponse } from './message.ts';

/** The answer to OPTIONS; whether a browser may go on is in the headers of `corsHeaders`. */
export function preflight(): ServerResponse {
  return { status: 204, contentType: '', headers: { allow: 'GET, PUT, OPTIONS' }, body: new Uint8Array(0) };
}

/** What lets a web page of an allowed origin use the answer; undefined for requests that come from no such page. */
export function corsHeaders(
  request: ServerRequest,
  allowed: readonly string[] | '*',
): Readonly<Record<string, string>> | undefined {
  const origin = request.headers.origin;
  if (origin === undefined || (allowed !== '*' && !allowed.includes(origin))) return undefined;
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, PUT, OPTIONS',
    'access-control-allow-headers': 'accept, content-type, base64handoff, authorization',
    'access-control-expose-headers': 'base64handoff',
    vary: 'origin',
  };
}
