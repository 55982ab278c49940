import { type Clock, DeviceError, InvalidInput, TransportError, type Waiting } from '@uraniborg/core';
import { BlobLink, type BlobSubscription } from './blobLink.ts';
import { blobsOver } from './blobsOver.ts';
import type { Connect } from './byteStream.ts';
import { type Backoff, Link } from './link.ts';
import type { IndiMessage } from './message.ts';
import type { ReaderLimits } from './messageReader.ts';
import { type ConnectMessages, messagesOver } from './messageStream.ts';
import { PropertyTree } from './propertyTree.ts';
import { requestOf } from './request.ts';
import type { Values, Vector } from './vector.ts';
import { type WaitOptions, waitUntil } from './waitUntil.ts';

export interface IndiClientOptions {
  /** Where to: `tcp({ host })`, or the client's end of a pair in memory. */
  readonly connect: Connect;
  /**
   * The same for BLOBs: of each device they come on a connection of their own. Default: `connect`, read on this thread and
   * unpacked (blobsOver).
   */
  readonly blobs?: ConnectMessages;
  readonly clock: Clock;
  readonly limits?: Partial<ReaderLimits>;
  readonly backoff?: Partial<Backoff>;
}

/** What happened, in order. */
export type IndiEvent =
  /** The link is there (and the tree fills), or lost (and the tree is empty). */
  | { readonly kind: 'link'; readonly up: true }
  | { readonly kind: 'link'; readonly up: false; readonly reason: TransportError }
  | { readonly kind: 'defined'; readonly vector: Vector }
  | { readonly kind: 'changed'; readonly vector: Vector }
  /** Without a name: the whole device, its driver died or was stopped. */
  | { readonly kind: 'removed'; readonly device: string; readonly name: string | undefined }
  | DriverMessage;

/** A sentence of a driver, or without a device of the server. */
export interface DriverMessage {
  readonly kind: 'message';
  readonly device: string | undefined;
  readonly level: 'debug' | 'info' | 'warning' | 'error';
  readonly text: string;
  /** By the driver's clock, milliseconds since the Unix epoch. */
  readonly timestamp: number | undefined;
}

export interface ChangeOptions extends Waiting {
  /** Default: what the driver says of the property, or 60 s. */
  readonly timeoutMs?: number;
  /**
   * When it is done. Default: as soon as the property is reported Ok or Idle. For a property that is reported all the
   * time (coordinates while tracking), where such a report may be older than the command, say more here; `wasBusy`
   * tells whether Busy has been seen since the command.
   */
  readonly settled?: (vector: Vector, wasBusy: boolean) => boolean;
}

/** A driver that repeats its old Alert once on the way to Ok (CCD_BINNING of indi_simulator_ccd 1.9.9) gets this long. */
const STALE_ALERT_MS = 500;

/**
 * A client of an INDI server: knows every property of every device there, commands them, and receives their BLOBs.
 * After `open` it stays until `close`; when the server goes away it comes back with growing pauses and learns all anew.
 */
export class IndiClient {
  readonly #options: IndiClientOptions;
  readonly #backoff: Backoff;
  readonly #watchers = new Set<(event: IndiEvent) => void>();
  readonly #blobLinks = new Set<BlobLink>();
  #tree = new PropertyTree();
  #link: Link | undefined;

  constructor(options: IndiClientOptions) {
    this.#options = options;
    this.#backoff = { firstMs: 500, longestMs: 30_000, ...options.backoff };
  }

  /** Whether the server is there now. */
  get isUp(): boolean {
    return this.#link?.isUp ?? false;
  }

  /** By device name, then property name: a live view. The vectors in it are snapshots. */
  get devices(): ReadonlyMap<string, ReadonlyMap<string, Vector>> {
    return this.#tree.devices;
  }

  /** The property as it is now; undefined when the device has none of that name (yet). */
  vector(device: string, property: string): Vector | undefined {
    return this.#tree.get(device, property);
  }

  /**
   * Connects and asks for everything. Safe to repeat: does nothing while the server is there, and tries at once when it
   * has gone.
   * @throws TransportError nobody answers; AbortedError
   */
  async open(waiting: Waiting): Promise<void> {
    const known = this.#link;
    const link = known ?? this.#newLink();
    this.#link = link;
    try {
      await link.open(waiting);
    } catch (error) {
      // A link that has never been there is not restored by itself.
      if (!link.hasBeenUp && this.#link === link) this.#link = undefined;
      throw error;
    }
  }

  /** Lets go of the server and of every BLOB connection. Who still waits gets a TransportError. */
  close(): void {
    for (const blobs of [...this.#blobLinks]) blobs.close();
    const link = this.#link;
    this.#link = undefined;
    link?.close();
  }

  /** Calls `watcher` with everything that happens from now on; returns how to stop that. */
  watch(watcher: (event: IndiEvent) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /**
   * Waits until `look` returns something; it is called now (without an event) and after every event, and may throw to
   * give up. A lost link does not end the wait: the server may come back.
   * @throws TimeoutError, AbortedError, or what `look` throws
   */
  waitFor<T>(look: (event: IndiEvent | undefined) => T | undefined, options: WaitOptions): Promise<T> {
    return waitUntil((watcher: (event: IndiEvent) => void) => this.watch(watcher), look, options);
  }

  /** The property, as soon as the device defines it. */
  defined(device: string, property: string, options: Omit<WaitOptions, 'what'>): Promise<Vector> {
    return this.waitFor(() => this.vector(device, property), { ...options, what: `${device} to have ${property}` });
  }

  /**
   * Asks for new values and waits until the device has taken them: resolves with the property when it has left Busy
   * for Ok or Idle.
   * @throws InvalidInput it cannot be so; DeviceError the device has no such property, refused (code "Alert", with its own
   * words), or went away (code "Gone"); TransportError the link is down or was lost; TimeoutError; AbortedError
   */
  async change(device: string, property: string, values: Values, options: ChangeOptions): Promise<Vector> {
    const before = this.#existing(device, property);
    const request = requestOf(before, values);
    const giveUp = new AbortController();
    const settled = options.settled ?? (() => true);
    let sent = false;
    let wasBusy = false;
    let words: DriverMessage | undefined;
    let last: Vector | undefined;
    let doubt: AbortController | undefined;
    const refusal = () => {
      const why = words ? words.text : 'the driver does not say why';
      return new DeviceError(`${device} refused ${property}: ${why}`, 'Alert');
    };
    const look = (event: IndiEvent | undefined): Vector | undefined => {
      if (!sent || !event) return undefined;
      if (event.kind === 'link' && !event.up)
        throw new TransportError(`The link was lost while ${device} changed ${property}`, { cause: event.reason });
      if (event.kind === 'message' && event.device === device && weight(event) >= weight(words)) words = event;
      if (event.kind === 'removed' && event.device === device && (event.name ?? property) === property)
        throw new DeviceError(`${device} went away while it changed ${property}`, 'Gone');
      if (event.kind !== 'changed' && event.kind !== 'defined') return undefined;
      const { vector } = event;
      if (vector.device !== device || vector.name !== property) return undefined;
      last = vector;
      doubt?.abort();
      if (vector.state === 'Alert') {
        if (before.state !== 'Alert' || wasBusy) throw refusal();
        doubt = new AbortController();
        options.clock.sleep(STALE_ALERT_MS, doubt.signal).then(
          () => giveUp.abort(refusal()),
          () => {}, // another report came
        );
        return undefined;
      }
      if (vector.state === 'Busy') wasBusy = true;
      return vector.state !== 'Busy' && settled(vector, wasBusy) ? vector : undefined;
    };
    const signal = AbortSignal.any([options.signal, giveUp.signal]);
    const timeoutMs = options.timeoutMs ?? (before.timeoutSeconds > 0 ? before.timeoutSeconds : 60) * 1000;
    const what = () => `${device} to change ${property}: ${last ? `it is still ${last.state}` : 'it did not answer'}`;
    // Subscribed before it is commanded, so that no answer can be missed.
    const answer = this.waitFor(look, { clock: options.clock, signal, timeoutMs, what });
    sent = true;
    this.#sending(request).catch((error) => giveUp.abort(error));
    try {
      return await answer;
    } finally {
      doubt?.abort();
    }
  }

  /**
   * Asks for new values and does not wait for the device: for what must not be held up, such as an abort.
   * @throws InvalidInput, DeviceError as `change`; TransportError the link is down
   */
  async send(device: string, property: string, values: Values): Promise<void> {
    await this.#sending(requestOf(this.#existing(device, property), values));
  }

  /** Gives a device a BLOB. @throws InvalidInput it takes none; DeviceError; TransportError */
  async sendBlob(
    device: string,
    property: string,
    element: string,
    blob: { format: string; bytes: Uint8Array },
  ): Promise<void> {
    const vector = this.#existing(device, property);
    if (vector.type !== 'blob' || vector.permission === 'ro' || !vector.elements.has(element))
      throw new InvalidInput(`${device}.${property} takes no BLOB "${element}"`);
    const one = { name: element, format: blob.format, size: blob.bytes.length, bytes: blob.bytes, fault: undefined };
    await this.#sending({
      tag: 'new',
      type: 'blob',
      device,
      name: property,
      elements: [one],
      timestamp: undefined,
      message: undefined,
    });
  }

  /**
   * Asks the device to say again what a property is, and waits for that: a heartbeat that goes through the driver.
   * @throws TimeoutError it does not answer; TransportError the link is down; AbortedError
   */
  async refresh(device: string, property: string, options: Omit<WaitOptions, 'what'>): Promise<Vector> {
    const look = (event: IndiEvent | undefined) =>
      event?.kind === 'defined' && event.vector.device === device && event.vector.name === property
        ? event.vector
        : undefined;
    const giveUp = new AbortController();
    const signal = AbortSignal.any([options.signal, giveUp.signal]);
    const answer = this.waitFor(look, { ...options, signal, what: `${device} to say what ${property} is` });
    this.#sending({ tag: 'getProperties', version: '1.7', device, name: property }).catch((error) =>
      giveUp.abort(error),
    );
    return await answer;
  }

  /**
   * Receives the BLOBs of a device, or of one of its properties, on a connection of their own from now on. Subscribe
   * before the exposure is commanded. Settles when the server knows.
   * @throws TransportError, AbortedError
   */
  async receiveBlobs(device: string, property: string | undefined, waiting: Waiting): Promise<BlobSubscription> {
    const { connect, clock, limits } = this.#options;
    const blobs = new BlobLink({
      connect: this.#options.blobs ?? blobsOver(connect, limits),
      clock,
      backoff: this.#backoff,
      device,
      property,
      closed: () => this.#blobLinks.delete(blobs),
    });
    this.#blobLinks.add(blobs);
    try {
      await blobs.open(waiting);
    } catch (error) {
      blobs.close();
      throw error;
    }
    return blobs;
  }

  #newLink(): Link {
    const { connect, clock, limits } = this.#options;
    const link = new Link({
      connect: messagesOver(connect, limits),
      clock,
      backoff: this.#backoff,
      up: () => {
        link.send({ tag: 'getProperties', version: '1.7', device: undefined, name: undefined }).catch(() => {}); // `down` tells
        this.#tell({ kind: 'link', up: true });
      },
      message: (message) => this.#take(message),
      down: (reason) => {
        this.#tree = new PropertyTree();
        this.#tell({ kind: 'link', up: false, reason });
      },
    });
    return link;
  }

  #existing(device: string, property: string): Vector {
    const vector = this.vector(device, property);
    if (vector) return vector;
    if (!this.isUp) throw new TransportError('The link to the INDI server is down');
    const why = this.devices.has(device) ? `${device} has no ${property}` : `The INDI server has no device "${device}"`;
    throw new DeviceError(why, 'Missing');
  }

  async #sending(message: IndiMessage): Promise<void> {
    if (!this.#link) throw new TransportError('The link to the INDI server is down');
    await this.#link.send(message);
  }

  #take(message: IndiMessage): void {
    if ('message' in message && message.message)
      this.#tell(driverMessage(message.tag === 'def' ? message.vector : message, message.message));
    switch (message.tag) {
      case 'def':
        this.#tell({ kind: 'defined', vector: this.#tree.define(message) });
        return;
      case 'set': {
        const vector = this.#tree.set(message);
        if (vector) this.#tell({ kind: 'changed', vector });
        return;
      }
      case 'delProperty':
        this.#tree.remove(message);
        this.#tell({ kind: 'removed', device: message.device, name: message.name });
        return;
      // A server forwards what other clients ask for (new...); what counts is what the device then reports.
    }
  }

  #tell(event: IndiEvent): void {
    for (const watcher of [...this.#watchers]) watcher(event);
  }
}

function driverMessage(
  from: { device: string | undefined; timestamp: number | undefined },
  message: string,
): DriverMessage {
  const [, word = '', text = message] = /^\[(DEBUG|INFO|WARNING|ERROR)\]\s*(.*)$/s.exec(message) ?? [];
  const level = levels.find((candidate) => candidate.toUpperCase() === word) ?? 'info';
  return { kind: 'message', device: from.device, level, text, timestamp: from.timestamp };
}

const levels = ['debug', 'info', 'warning', 'error'] as const;
/** A later message of the same weight says more about what just failed. */
const weight = (message: DriverMessage | undefined) => (message ? levels.indexOf(message.level) : -1);
