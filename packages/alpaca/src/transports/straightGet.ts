import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { AlpacaRequest, AlpacaResponse } from '../transport.ts';
import { responseReader } from './responseReader.ts';

export interface StraightGet {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly certificate: string | undefined;
  /** The path with its query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * One GET over a connection of its own, its body read from the socket straight to its place: for images, where the
 * copies of the usual way cost more than the network does.
 *
 * @throws TransportError the answer is not HTTP or breaks off; the system's own errors; the signal's reason
 */
export function straightGet(get: StraightGet, request: AlpacaRequest, signal: AbortSignal): Promise<AlpacaResponse> {
  return new Promise((resolve, reject) => {
    const reader = responseReader(request);
    const elsewhere = Buffer.allocUnsafeSlow(65536);
    const settle = (error?: unknown) => {
      signal.removeEventListener('abort', abort);
      socket.destroy();
      const response = error === undefined ? reader.response() : undefined;
      if (response) resolve(response);
      else reject(error);
    };
    const abort = () => settle(signal.reason);
    const guarded = (step: () => void) => {
      try {
        step();
        if (reader.response()) settle();
      } catch (error) {
        settle(error);
      }
    };
    const take = (piece: Uint8Array) => guarded(() => reader.take(piece));
    const socket = get.secure
      ? connectTls({ host: get.host, port: get.port, servername: get.host, ca: get.certificate })
      : connectTcp({
          host: get.host,
          port: get.port,
          noDelay: true,
          onread: {
            buffer: () => reader.target() ?? elsewhere,
            callback: (bytes, buffer) => {
              guarded(() => (buffer === elsewhere ? reader.take(elsewhere.subarray(0, bytes)) : reader.written(bytes)));
              return true;
            },
          },
        });
    if (get.secure) socket.on('data', take);
    else socket.resume();
    socket.on('error', settle);
    socket.on('close', () => guarded(() => reader.ended()));
    signal.addEventListener('abort', abort, { once: true });
    const head = Object.entries(get.headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`GET ${get.target} HTTP/1.1\r\n${head.join('')}connection: close\r\n\r\n`);
  });
}
