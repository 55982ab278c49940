import type { Waiting } from '@uraniborg/core';

/** Who listens to a byte stream. */
export interface ByteListener {
  /** `bytes` are valid during the call only: copy what is kept. */
  data(bytes: Uint8Array): void;
  /** Called once, last: the other side closed (no error), or the link was lost. Not called after our own `close`. */
  end(error?: Error): void;
}

/** Two-way bytes: a socket, standard input and output, or a pair in memory. */
export interface ByteStream {
  /** Starts the flow; once. */
  listen(listener: ByteListener): void;
  /**
   * Sends; `bytes` must not change until it settles. Settles when there is room for more, so that a sender who awaits
   * it never piles up memory. After the end it settles and sends nothing: the listener has been told.
   */
  write(bytes: Uint8Array): Promise<void>;
  /** Lets go of it, now. Safe to repeat. */
  close(): void;
}

/**
 * Opens a byte stream to where it leads. Each call opens a new one.
 * @throws TransportError nobody answers; AbortedError
 */
export type Connect = (waiting: Waiting) => Promise<ByteStream>;
