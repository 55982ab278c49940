import type { ServerRequest } from './message.ts';

/** The two numbers that every answer carries. */
export interface Transaction {
  readonly clientTransactionId: number;
  readonly serverTransactionId: number;
}

/** The parameters of a request. Names of a query are found in any case, names in a form only as the standard spells them. */
export type Parameters = (name: string) => string | undefined;

/** @throws URIError never: escapes that are none are taken as they are */
export function parametersOf(request: ServerRequest): Parameters {
  if (request.method === 'PUT') {
    const form = new URLSearchParams(new TextDecoder().decode(request.body));
    return (name) => form.get(name) ?? undefined;
  }
  const query = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(request.query))
    if (!query.has(name.toLowerCase())) query.set(name.toLowerCase(), value);
  return (name) => query.get(name.toLowerCase());
}

/** Numbers that are none, or none of 32 bits, count as absent: the answer then says 0. */
export function clientTransactionIdOf(parameters: Parameters): number {
  const text = parameters('ClientTransactionID')?.trim() ?? '';
  const id = /^\d{1,10}$/.test(text) ? Number(text) : 0;
  return id <= 4294967295 ? id : 0;
}
