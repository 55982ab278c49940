import { connect as connectSocket, type Socket } from 'node:net';
import { AbortedError, TransportError } from '@uraniborg/core';
import type { ByteListener, ByteStream, Connect } from './byteStream.ts';

/** The port that INDI servers have unless told otherwise (IANA: indi). */
export const INDI_PORT = 7624;

export interface TcpOptions {
  readonly host: string;
  /** Default 7624. */
  readonly port?: number;
  /** How long to wait for an answer; default 5000. */
  readonly connectTimeoutMs?: number;
  /** What shall be there, for messages, and what to look at when it is not. Default: an INDI server. */
  readonly server?: ServerWords;
}

interface ServerWords {
  readonly name: string;
  readonly hint: string;
}

const INDI_WORDS: ServerWords = { name: 'INDI server', hint: 'is indiserver running?' };

/** Bytes asked of the system at once: large, because a frame is tens of megabytes. */
const READ_BYTES = 256 * 1024;
/** A dead peer that does not say so is found by the system's own probes after this. */
const KEEP_ALIVE_MS = 10_000;

/** Byte streams over TCP. */
export function tcp(options: TcpOptions): Connect {
  const { host, port = INDI_PORT, connectTimeoutMs = 5000, server = INDI_WORDS } = options;
  return ({ clock, signal }) =>
    new Promise<ByteStream>((resolve, reject) => {
      if (signal.aborted) return reject(new AbortedError(`Connecting to ${host}:${port} was stopped`));
      const incoming = new Incoming();
      const socket = connectSocket({
        host,
        port,
        noDelay: true,
        keepAlive: true,
        keepAliveInitialDelay: KEEP_ALIVE_MS,
        onread: {
          buffer: Buffer.allocUnsafeSlow(READ_BYTES),
          callback: (count, buffer) => {
            incoming.data(buffer.subarray(0, count));
            return !incoming.waiting;
          },
        },
      });
      const waiting = new AbortController();
      const settle = (error: Error | undefined) => {
        waiting.abort();
        signal.removeEventListener('abort', stop);
        socket.off('error', settle);
        if (error) {
          socket.destroy();
          reject(error instanceof AbortedError ? error : unreachable(server, `${host}:${port}`, error));
        } else resolve(socketStream(socket, incoming));
      };
      const stop = () => settle(new AbortedError(`Connecting to ${host}:${port} was stopped`));
      signal.addEventListener('abort', stop, { once: true });
      socket.once('error', settle);
      socket.once('connect', () => settle(undefined));
      clock.sleep(connectTimeoutMs, waiting.signal).then(
        () => settle(new Error(`no answer within ${connectTimeoutMs / 1000} s`)),
        () => {},
      );
    });
}

/** A socket that is connected, as a byte stream: what a server accepts. */
export function acceptedSocket(socket: Socket): ByteStream {
  const incoming = new Incoming();
  socket.setNoDelay(true);
  socket.setKeepAlive(true, KEEP_ALIVE_MS);
  socket.pause();
  socket.on('data', (bytes: Buffer) => incoming.data(bytes));
  return socketStream(socket, incoming);
}

function socketStream(socket: Socket, incoming: Incoming): ByteStream {
  let closed = false;
  let failure: Error | undefined;
  socket.on('error', (error) => {
    failure = new TransportError(`The link to ${socket.remoteAddress ?? 'the other side'} broke`, { cause: error });
  });
  socket.on('close', () => incoming.end(failure));
  socket.on('end', () => socket.destroy());
  return {
    listen(listener) {
      incoming.listen(listener);
      socket.resume();
    },
    async write(bytes) {
      // What has come in is read first: the peer may have said its wish and gone, and a write that fails for that
      // destroys the socket with what has not been read.
      await poll();
      if (closed || !socket.writable) return;
      // The callback comes when the system has taken the bytes, and also when the socket is destroyed.
      await new Promise<void>((resolve) => socket.write(bytes, () => resolve()));
    },
    close() {
      if (closed) return;
      closed = true;
      incoming.mute();
      // What was written still goes out; then the socket ends.
      socket.destroySoon();
    },
  };
}

/** Lets the event loop look at the sockets once. */
// biome-ignore lint/style/noRestrictedGlobals: nothing is timed here
const poll = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Holds what comes before somebody listens. */
class Incoming {
  #listener: ByteListener | undefined;
  #early: Uint8Array[] = [];
  #end: { error: Error | undefined } | undefined;
  #muted = false;

  get waiting(): boolean {
    return !this.#listener;
  }

  data(bytes: Uint8Array): void {
    if (this.#muted) return;
    if (this.#listener) this.#listener.data(bytes);
    else this.#early.push(new Uint8Array(bytes));
  }

  end(error: Error | undefined): void {
    if (this.#muted) return;
    this.#muted = true;
    if (this.#listener) this.#listener.end(error);
    else this.#end = { error };
  }

  listen(listener: ByteListener): void {
    this.#listener = listener;
    for (const bytes of this.#early) listener.data(bytes);
    this.#early = [];
    if (this.#end) listener.end(this.#end.error);
  }

  mute(): void {
    this.#muted = true;
  }
}

function unreachable({ name, hint }: ServerWords, place: string, error: Error): TransportError {
  const code = 'code' in error ? error.code : undefined;
  const why =
    code === 'ECONNREFUSED'
      ? `nothing listens there; ${hint}`
      : code === 'ENOTFOUND' || code === 'EAI_AGAIN'
        ? 'no machine of that name is known'
        : error.message;
  return new TransportError(`No ${name} at ${place}: ${why}`, { cause: error });
}
