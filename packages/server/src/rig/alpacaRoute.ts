import type { ImageSource, Transport } from '@uraniborg/alpaca';

/** A way to an Alpaca server: for what is small, and for the images of one camera. */
export interface AlpacaWay {
  readonly transport: Transport;
  readonly images: ImageSource;
}

/** The way to one device of an Alpaca server. It can be laid anew while somebody uses the device. */
export interface AlpacaRoute extends AlpacaWay {
  /** From the next request on: another server, another number there. */
  lead(to: AlpacaWay, number: number): void;
}

export function alpacaRoute(first: AlpacaWay, type: string): AlpacaRoute {
  let to = first;
  let number: number | undefined;
  const beginning = new RegExp(`^/api/v1/${type}/\\d+/`, 'i');
  const led = (path: string) => (number === undefined ? path : path.replace(beginning, `/api/v1/${type}/${number}/`));
  return {
    transport: (request) => to.transport({ ...request, path: led(request.path) }),
    images: {
      fetch: (request, asked, form) => to.images.fetch({ ...request, path: led(request.path) }, asked, form),
      exposing: (path) => to.images.exposing(led(path)),
    },
    lead(other, at) {
      to = other;
      number = at;
    },
  };
}
