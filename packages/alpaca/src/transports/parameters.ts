import type { AlpacaRequest } from '../transport.ts';

/** The query or the form of a request. */
export function encodedParameters({ parameters }: AlpacaRequest): string {
  return parameters.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
}
