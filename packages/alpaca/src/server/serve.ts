import { createServer, type IncomingMessage, type ServerResponse as NodeResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TransportError } from '@uraniborg/core';
import { type AlpacaHandler, plainText, type ServerResponse } from './message.ts';

export interface ServeOptions {
  /** Default 127.0.0.1: only this computer. '0.0.0.0' is every network it is in, '::' IPv6 as well. */
  readonly host?: string;
  /** Default 0: any free one. */
  readonly port?: number;
}

/** A server that listens. */
export interface ListeningServer {
  readonly host: string;
  readonly port: number;
  /** Closes the port and every connection; settles when they are gone. */
  close(): Promise<void>;
}

/** A form is a few hundred bytes; Action may carry more. */
const maxFormBytes = 1024 * 1024;

/**
 * Puts a handler on a port.
 *
 * @throws TransportError the port is taken or the address is not one of this computer
 */
export function serveAlpaca(handler: AlpacaHandler, options: ServeOptions = {}): Promise<ListeningServer> {
  const { host = '127.0.0.1', port = 0 } = options;
  const server = createServer({ noDelay: true, keepAliveTimeout: 60_000 }, (incoming, outgoing) => {
    answer(handler, incoming, outgoing).catch((error: unknown) =>
      outgoing.destroy(error instanceof Error ? error : undefined),
    );
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error) =>
      reject(new TransportError(`Alpaca cannot be served at ${host}:${port}: ${error.message}`, { cause: error })),
    );
    server.listen(port, host, () => {
      const address = server.address() as AddressInfo;
      resolve({
        host: address.address,
        port: address.port,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}

async function answer(handler: AlpacaHandler, incoming: IncomingMessage, outgoing: NodeResponse): Promise<void> {
  const body = await readForm(incoming);
  const [path = '', query = ''] = splitUrl(incoming.url ?? '');
  const response =
    body === undefined
      ? plainText(413, `A form of more than ${maxFormBytes} bytes is not taken`)
      : await handler({ method: incoming.method ?? '', path, query, headers: singleHeaders(incoming), body });
  await send(response, outgoing);
}

async function send(response: ServerResponse, outgoing: NodeResponse): Promise<void> {
  const headers: Record<string, string> = { ...response.headers };
  if (response.contentType) headers['content-type'] = response.contentType;
  if (response.body instanceof Uint8Array) {
    headers['content-length'] = String(response.body.length);
    outgoing.writeHead(response.status, headers);
    outgoing.end(response.body);
    return;
  }
  if (response.byteLength !== undefined) headers['content-length'] = String(response.byteLength);
  outgoing.writeHead(response.status, headers);
  if (Array.isArray(response.body)) {
    // All there: given to the system at once.
    outgoing.cork();
    for (const piece of response.body) outgoing.write(piece);
    outgoing.end();
    return;
  }
  for (const piece of response.body) {
    // Until it is written: its memory may be used for the next piece.
    await new Promise<void>((written) => outgoing.write(piece, () => written()));
    if (outgoing.destroyed) return;
  }
  outgoing.end();
}

const noForm = new Uint8Array(0);

async function readForm(incoming: IncomingMessage): Promise<Uint8Array | undefined> {
  const { headers } = incoming;
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return noForm;
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of incoming as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > maxFormBytes) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function splitUrl(url: string): [string, string] {
  const mark = url.indexOf('?');
  return mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)];
}

function singleHeaders(incoming: IncomingMessage): Record<string, string | undefined> {
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(incoming.headers))
    headers[name] = Array.isArray(value) ? value.join(', ') : value;
  return headers;
}
