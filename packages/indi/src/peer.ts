import type { ByteStream } from './byteStream.ts';
import type { BlobMode, IndiMessage } from './message.ts';
import { MessageReader, type ReaderLimits } from './messageReader.ts';
import { writeMessage } from './writeMessage.ts';

export interface PeerOptions {
  readonly stream: ByteStream;
  readonly blobs: BlobMode;
  readonly limits: Partial<ReaderLimits>;
  readonly maxWaitingBytes: number;
  message(message: IndiMessage): void;
  gone(): void;
}

/** Above this a peer that reads slowly misses frames of a video stream rather than falling behind. */
const STREAM_WAITING_BYTES = 5 * 2 ** 20;
/** What a small message is taken to weigh while it waits. */
const MESSAGE_BYTES = 1000;
/** A peer that asks about more devices and properties than this has no good reason. */
const MAX_INTERESTS = 10_000;

/** One who is served: what it wants to hear of, and what still waits to be sent to it. */
export class Peer {
  readonly #options: PeerOptions;
  /** Keys of `key`: what getProperties named. */
  readonly #interests = new Set<string>();
  readonly #blobModes = new Map<string, BlobMode>();
  #queue: { readonly message: IndiMessage; readonly weight: number; readonly taken: () => void }[] = [];
  #sending: Promise<void> | undefined;
  #waitingBytes = 0;
  #gone = false;

  constructor(options: PeerOptions) {
    this.#options = options;
  }

  start(): void {
    const reader = new MessageReader({ message: (message) => this.#take(message) }, this.#options.limits);
    this.#options.stream.listen({
      data: (bytes) => {
        try {
          reader.push(bytes);
        } catch {
          this.close(); // what is not INDI gets no service
        }
      },
      end: () => this.close(),
    });
  }

  close(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#options.stream.close();
    this.#options.gone();
  }

  /** Sends what the peer wants to hear, after what waits already; settles when it is taken, or the peer is gone. */
  send(message: IndiMessage): Promise<void> {
    if (this.#gone || !this.#wants(message)) return Promise.resolve();
    const weight = weightOf(message);
    if (isStreamFrame(message) && this.#waitingBytes > STREAM_WAITING_BYTES) return Promise.resolve();
    this.#waitingBytes += weight;
    if (this.#waitingBytes > this.#options.maxWaitingBytes + weight) {
      this.close();
      return Promise.resolve();
    }
    return new Promise((taken) => {
      this.#queue.push({ message, weight, taken });
      this.#sending ??= this.#drain();
    });
  }

  /**
   * Sends what waits, many small messages at a time. Not only for speed: a client that writes a request and goes at once
   * (indi_setprop does) resets the link, and a server that is found writing then never reads the request.
   */
  async #drain(): Promise<void> {
    await Promise.resolve(); // what is said in the same breath goes together
    for (let waiting = this.#queue.splice(0); waiting.length > 0; waiting = this.#queue.splice(0)) {
      for (const block of blocks(waiting.map(({ message }) => message))) {
        if (this.#gone) break;
        await this.#options.stream.write(block);
      }
      for (const { weight, taken } of waiting) {
        this.#waitingBytes -= weight;
        taken();
      }
    }
    this.#sending = undefined;
  }

  #take(message: IndiMessage): void {
    if (this.#gone) return;
    switch (message.tag) {
      case 'getProperties':
        this.#interests.add(key(message.device, message.name));
        break;
      case 'enableBLOB':
        this.#blobModes.set(key(message.device, message.name), message.mode);
        break;
      case 'pingRequest':
        void this.send({ tag: 'pingReply', uid: message.uid });
        break;
    }
    if (this.#interests.size + this.#blobModes.size > MAX_INTERESTS) this.close();
    else this.#options.message(message);
  }

  #wants(message: IndiMessage): boolean {
    if (message.tag === 'pingReply') return true;
    const subject = message.tag === 'def' ? message.vector : message;
    const device = 'device' in subject ? subject.device : undefined;
    const name = 'name' in subject ? subject.name : undefined;
    const interested =
      device === undefined ||
      this.#interests.has(key(undefined, undefined)) ||
      this.#interests.has(key(device, undefined)) ||
      (name === undefined ? this.#hearsOf(device) : this.#interests.has(key(device, name)));
    if (!interested) return false;
    const mode =
      this.#blobModes.get(key(device, name)) ?? this.#blobModes.get(key(device, undefined)) ?? this.#options.blobs;
    return message.tag === 'set' && message.type === 'blob' ? mode !== 'Never' : mode !== 'Only';
  }

  #hearsOf(device: string): boolean {
    const prefix = key(device, '');
    for (const interest of this.#interests) if (interest.startsWith(prefix)) return true;
    return false;
  }
}

/** Small messages are joined up to about this size: more than the whole property tree of most servers. */
const BLOCK_BYTES = 2 ** 20;
/** What is larger, a block of a BLOB, goes as it is. */
const SMALL_BYTES = 64 * 1024;

/** The bytes of messages, small ones joined, in the order in which they were said. */
function* blocks(messages: readonly IndiMessage[]): Generator<Uint8Array> {
  let small: Uint8Array[] = [];
  let bytes = 0;
  for (const message of messages)
    for (const piece of writeMessage(message)) {
      const large = piece.length > SMALL_BYTES;
      if (bytes > 0 && (large || bytes + piece.length > BLOCK_BYTES)) {
        yield Buffer.concat(small);
        [small, bytes] = [[], 0];
      }
      if (large) yield piece;
      else {
        small.push(piece);
        bytes += piece.length;
      }
    }
  if (bytes > 0) yield Buffer.concat(small);
}

/** A device and a property as one text; NUL cannot occur in either. */
function key(device: string | undefined, name: string | undefined): string {
  return `${device ?? ''}\0${name ?? ''}`;
}

function weightOf(message: IndiMessage): number {
  if (message.tag !== 'set' || message.type !== 'blob') return MESSAGE_BYTES;
  return message.elements.reduce((sum, { bytes }) => sum + bytes.length, MESSAGE_BYTES);
}

function isStreamFrame(message: IndiMessage): boolean {
  return (
    message.tag === 'set' && message.type === 'blob' && message.elements.some((e) => e.format.startsWith('.stream'))
  );
}
