import type { Transport } from '@uraniborg/alpaca';

/** The way to one device of an Alpaca server. It can be laid anew while somebody uses the device. */
export interface AlpacaRoute {
  readonly transport: Transport;
  /** From the next request on: another server, another number there. */
  lead(to: Transport, number: number): void;
}

export function alpacaRoute(first: Transport, type: string): AlpacaRoute {
  let to = first;
  let number: number | undefined;
  const path = new RegExp(`^/api/v1/${type}/\\d+/`, 'i');
  return {
    transport: (request) =>
      to(
        number === undefined ? request : { ...request, path: request.path.replace(path, `/api/v1/${type}/${number}/`) },
      ),
    lead(other, at) {
      to = other;
      number = at;
    },
  };
}
