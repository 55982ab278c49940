import { AbortedError, type Clock, TransportError, type Waiting } from '@uraniborg/core';
import type { IndiMessage } from './message.ts';
import type { BlobProgress } from './messageReader.ts';
import type { ConnectMessages, MessageStream } from './messageStream.ts';

/** How long to wait before each attempt to come back: doubling from the first to the longest. */
export interface Backoff {
  /** Default 500. */
  readonly firstMs: number;
  /** Default 30000. */
  readonly longestMs: number;
}

/** A link that lasted longer than this was a good one: the pauses begin anew. */
const STABLE_MS = 10_000;

export interface LinkOptions {
  readonly connect: ConnectMessages;
  readonly clock: Clock;
  readonly backoff: Backoff;
  /** The link is there, for the first time or again: say what has to be said first. */
  up(): void;
  message(message: IndiMessage): void;
  blobProgress?(progress: BlobProgress): void;
  /** The link is lost, and is being restored unless `close` was called. */
  down(reason: TransportError): void;
}

/** A connection that speaks INDI and, once it has been open, comes back by itself until it is closed. */
export class Link {
  readonly #options: LinkOptions;
  readonly #closed = new AbortController();
  #stream: MessageStream | undefined;
  #sending: Promise<void> = Promise.resolve();
  #upSince: number | undefined;
  /** Before the next attempt to come back. */
  #pause: number;

  constructor(options: LinkOptions) {
    this.#options = options;
    this.#pause = options.backoff.firstMs;
  }

  get hasBeenUp(): boolean {
    return this.#upSince !== undefined;
  }

  get isUp(): boolean {
    return this.#stream !== undefined;
  }

  /** Connects, unless it is connected. @throws TransportError nobody answers; AbortedError */
  async open(waiting: Waiting): Promise<void> {
    if (this.#stream) return;
    const stream = await this.#options.connect(waiting);
    if (this.#stream) {
      stream.close(); // another attempt was quicker
      return;
    }
    if (this.#closed.signal.aborted) {
      stream.close();
      throw new AbortedError('The link was closed while it was being opened');
    }
    this.#use(stream);
  }

  /** Sends one message after those before it. @throws TransportError the link is down */
  async send(message: IndiMessage): Promise<void> {
    const stream = this.#stream;
    if (!stream) throw new TransportError('The link to the INDI server is down');
    const turn = this.#sending.then(() => stream.write(message));
    this.#sending = turn;
    await turn;
    if (this.#stream !== stream) throw new TransportError('The link to the INDI server was lost while sending');
  }

  /** Lets go of the connection, for good. `down` is called if it was up. */
  close(): void {
    if (this.#closed.signal.aborted) return;
    this.#closed.abort(new AbortedError('The link was closed'));
    this.#lose(new TransportError('The link to the INDI server was closed'));
  }

  #use(stream: MessageStream): void {
    this.#stream = stream;
    this.#upSince = this.#options.clock.now();
    const lost = (reason: TransportError) => {
      if (this.#stream !== stream) return;
      this.#lose(reason);
      if (!this.#closed.signal.aborted) void this.#comeBack();
    };
    this.#options.up();
    stream.listen({
      message: (message) => {
        if (message.tag === 'pingRequest')
          this.send({ tag: 'pingReply', uid: message.uid }).catch(() => {}); // the loss is told by `end`
        else this.#options.message(message);
      },
      blobProgress: (progress) => this.#options.blobProgress?.(progress),
      end: lost,
    });
  }

  #lose(reason: TransportError): void {
    const stream = this.#stream;
    if (!stream) return;
    this.#stream = undefined;
    stream.close();
    this.#options.down(reason);
  }

  async #comeBack(): Promise<void> {
    const { clock, backoff } = this.#options;
    const { signal } = this.#closed;
    if (clock.now() - (this.#upSince ?? 0) > STABLE_MS) this.#pause = backoff.firstMs;
    while (!signal.aborted && !this.#stream) {
      const pause = this.#pause;
      this.#pause = Math.min(pause * 2, backoff.longestMs);
      try {
        await clock.sleep(pause, signal);
        await this.open({ clock, signal });
      } catch {
        // Still away, or closed: the loop goes on or ends. `down` has told why it was lost.
      }
    }
  }
}
