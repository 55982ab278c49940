import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { AlpacaRequest, AlpacaResponse } from '../transport.ts';
import { type ResponseReader, responseReader } from './responseReader.ts';

/** Where a connection leads to. */
export interface HttpTarget {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  /** PEM of the certificate to trust. */
  readonly certificate: string | undefined;
}

/** A connection to a server, for one request after the other. Nothing of it keeps the program running while it is idle. */
export interface HttpConnection {
  /** Whether it is open and waits for a request. */
  idle(): boolean;
  /**
   * Sends a request, head and form, and brings the answer; its body is read from the socket straight to its place.
   *
   * @throws TransportError the answer is not HTTP or breaks off; the system's own errors; the signal's reason
   */
  exchange(text: string, request: AlpacaRequest, signal: AbortSignal): Promise<AlpacaResponse>;
  close(): void;
}

/** The connection ended before anything of the answer was there: a kept one that the server had closed, most often. */
class LostConnection extends Error {
  readonly code = 'ECONNRESET';
}

export function openConnection(target: HttpTarget): HttpConnection {
  let current: { readonly reader: ResponseReader; readonly settle: (error?: unknown) => void } | undefined;
  let open = true;
  const elsewhere = Buffer.allocUnsafeSlow(65536);
  const guarded = (step: (reader: ResponseReader) => void) => {
    // Bytes that nobody asked for: whose answer comes next could not be told any more.
    if (!current) return close();
    try {
      step(current.reader);
      if (current.reader.response()) current.settle();
    } catch (error) {
      current.settle(error);
    }
  };
  const close = () => {
    open = false;
    socket.destroy();
  };
  const { host, port, secure, certificate } = target;
  const socket: Socket = secure
    ? connectTls({ host, port, servername: host, ca: certificate })
    : connectTcp({
        host,
        port,
        noDelay: true,
        onread: {
          buffer: () => current?.reader.target() ?? elsewhere,
          callback: (bytes, buffer) => {
            const piece = buffer === elsewhere ? elsewhere.subarray(0, bytes) : undefined;
            guarded((reader) => (piece ? reader.take(piece) : reader.written(bytes)));
            return true;
          },
        },
      });
  if (secure) socket.on('data', (piece: Buffer) => guarded((reader) => reader.take(piece)));
  else socket.resume();
  socket.on('error', (error) => current?.settle(error));
  socket.on('close', () => {
    open = false;
    if (current && !current.reader.begun()) current.settle(new LostConnection('the connection broke off'));
    else if (current) guarded((reader) => reader.ended());
  });

  return {
    idle: () => open && !current,
    exchange: (text, request, signal) =>
      new Promise((resolve, reject) => {
        const reader = responseReader(request);
        const abort = () => settle(signal.reason);
        const settle = (error?: unknown) => {
          signal.removeEventListener('abort', abort);
          current = undefined;
          if (error !== undefined || !reader.reusable()) close();
          else socket.unref();
          const response = error === undefined ? reader.response() : undefined;
          if (response) resolve(response);
          else reject(error);
        };
        if (signal.aborted) return reject(signal.reason);
        current = { reader, settle };
        signal.addEventListener('abort', abort, { once: true });
        socket.ref();
        socket.write(text, 'latin1');
      }),
    close,
  };
}
