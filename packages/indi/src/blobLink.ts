import { type Clock, TransportError, type Waiting } from '@uraniborg/core';
import { type Backoff, Link } from './link.ts';
import type { IndiMessage } from './message.ts';
import type { BlobProgress } from './messageReader.ts';
import type { ConnectMessages } from './messageStream.ts';
import type { PropertyState } from './vector.ts';
import { type WaitOptions, waitUntil } from './waitUntil.ts';

/** A BLOB, whole. */
export interface Blob {
  readonly device: string;
  readonly property: string;
  readonly element: string;
  /** ".fits", ".fits.fz", ".bin", ".stream", ".stream_jpg" ...; zlib's ".z" is undone already and not in the name. */
  readonly format: string;
  /** In memory that threads can share. */
  readonly bytes: Uint8Array;
  readonly state: PropertyState | undefined;
  /** When its last byte was here, milliseconds since the Unix epoch. */
  readonly receivedAt: number;
}

export type BlobEvent =
  | { readonly kind: 'blob'; readonly blob: Blob }
  /** How far the one that is coming has got. */
  | { readonly kind: 'progress'; readonly progress: BlobProgress }
  /** One was lost: cut short, too large, broken, or the link went down. The next may be good. */
  | { readonly kind: 'fault'; readonly reason: TransportError };

/** The BLOBs of a device, or of one of its properties, until it is closed. */
export interface BlobSubscription {
  /** Calls `watcher` with everything from now on, each frame of a stream too; returns how to stop that. */
  watch(watcher: (event: BlobEvent) => void): () => void;
  /**
   * The first BLOB to arrive from now on; call it before the exposure is commanded.
   * @throws TransportError it was lost; TimeoutError; AbortedError
   */
  next(options: WaitOptions): Promise<Blob>;
  close(): void;
}

export interface BlobLinkOptions {
  /** To messages whose BLOBs are plain: see blobsOver. */
  readonly connect: ConnectMessages;
  readonly clock: Clock;
  readonly backoff: Backoff;
  readonly device: string;
  readonly property: string | undefined;
  closed(): void;
}

/**
 * A connection that carries the BLOBs of one device and nothing else (enableBLOB Only), so that a frame of 100 MB on
 * its way never holds up a focuser or an abort. It comes back by itself, as the client does.
 */
export class BlobLink implements BlobSubscription {
  readonly #options: BlobLinkOptions;
  readonly #link: Link;
  readonly #watchers = new Set<(event: BlobEvent) => void>();
  #ready: (() => void) | undefined;
  #closed = false;

  constructor(options: BlobLinkOptions) {
    this.#options = options;
    this.#link = new Link({
      connect: options.connect,
      clock: options.clock,
      backoff: options.backoff,
      up: () => this.#ask(),
      message: (message) => this.#take(message),
      blobProgress: (progress) => this.#tell({ kind: 'progress', progress }),
      down: (reason) => this.#tell({ kind: 'fault', reason }),
    });
  }

  /** Settles when the server knows that BLOBs are wanted here. @throws TransportError, AbortedError */
  async open(waiting: Waiting): Promise<void> {
    const ready = new Promise<void>((resolve) => {
      this.#ready = resolve;
    });
    await this.#link.open(waiting);
    await Promise.race([ready, waiting.clock.sleep(ANSWER_MS, waiting.signal)]);
  }

  watch(watcher: (event: BlobEvent) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  next(options: WaitOptions): Promise<Blob> {
    const look = (event: BlobEvent | undefined) => {
      if (event?.kind === 'fault') throw event.reason;
      return event?.kind === 'blob' ? event.blob : undefined;
    };
    return waitUntil((watcher: (event: BlobEvent) => void) => this.watch(watcher), look, options);
  }

  close(): void {
    // Who still waits for a BLOB is told by `down`.
    this.#link.close();
    if (this.#closed) return;
    this.#closed = true;
    this.#options.closed();
  }

  #ask(): void {
    const { device, property: name } = this.#options;
    // The server passes on BLOBs of what was asked about; only then is anything else refused.
    const asked = [
      this.#link.send({ tag: 'getProperties', version: '1.7', device, name }),
      this.#link.send({ tag: 'enableBLOB', device, name, mode: 'Only' }),
      this.#link.send({ tag: 'pingRequest', uid: 'blobs' }),
    ];
    Promise.all(asked).catch(() => {}); // a loss while sending is told by `down`
  }

  #take(message: IndiMessage): void {
    if (message.tag === 'pingReply') this.#ready?.();
    if (message.tag !== 'set' || message.type !== 'blob') return;
    const { device, name: property, state } = message;
    if (device !== this.#options.device || (this.#options.property ?? property) !== property) return;
    const receivedAt = this.#options.clock.now();
    for (const { name: element, format, bytes, fault } of message.elements) {
      if (this.#closed) return;
      if (fault === undefined)
        this.#tell({ kind: 'blob', blob: { device, property, element, format, bytes, state, receivedAt } });
      else
        this.#tell({
          kind: 'fault',
          reason: new TransportError(`${device}.${property}.${element} was lost: ${fault}`),
        });
    }
  }

  #tell(event: BlobEvent): void {
    for (const watcher of [...this.#watchers]) watcher(event);
  }
}

/** A server that does not know pings (before INDI 1.9) has read what was asked after this, surely. */
const ANSWER_MS = 1000;
