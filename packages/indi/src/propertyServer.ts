import { type Clock, InvalidInput, sentenceOf } from '@uraniborg/core';
import type { ByteStream } from './byteStream.ts';
import type { BlobMode, IndiMessage, NewVector, SetVector } from './message.ts';
import type { ReaderLimits } from './messageReader.ts';
import { Peer } from './peer.ts';
import { PropertyTree } from './propertyTree.ts';
import { type Report, reported } from './report.ts';
import { requestOf } from './request.ts';
import type { Values, Vector } from './vector.ts';

export interface PropertyServerOptions {
  readonly clock: Clock;
  readonly limits?: Partial<ReaderLimits>;
  /** A peer that lets more than this many bytes wait is dropped, default 256 MiB; a stream frame is skipped at 5 MiB. */
  readonly maxWaitingBytes?: number;
}

/**
 * What a device does when a client asks for new values: it reports states and values with `set`. The values have been
 * checked against the definition. What it throws is told to the clients, and the property goes to Alert.
 */
export type NewValues = (values: Values, request: NewVector) => void | Promise<void>;

export interface OutgoingBlob {
  readonly format: string;
  readonly bytes: Uint8Array;
  /** Bytes after decompression, when `bytes` are compressed. */
  readonly size?: number;
}

/**
 * The device side of INDI: properties of any number of devices, offered to any number of peers. A peer is a client on
 * TCP, or the one `indiserver` that has started this process as a driver.
 *
 * It answers bad requests as drivers do: silence for a property that is not there or cannot be written, Alert with a
 * message for an element or a value that does not fit.
 */
export class PropertyServer {
  readonly #options: PropertyServerOptions;
  readonly #tree = new PropertyTree();
  readonly #handlers = new Map<Vector['name'], Map<string, NewValues>>();
  readonly #peers = new Set<Peer>();

  constructor(options: PropertyServerOptions) {
    this.#options = options;
  }

  vector(device: string, name: string): Vector | undefined {
    return this.#tree.get(device, name);
  }

  /** Offers a property, or offers it anew. Without `onNew`, what clients ask for is simply taken. */
  define(vector: Vector, onNew?: NewValues): void {
    const stamped = { ...vector, timestamp: this.#options.clock.now() };
    this.#tree.define({ tag: 'def', vector: stamped, message: undefined });
    const handlers = this.#handlers.get(vector.device) ?? new Map<string, NewValues>();
    this.#handlers.set(vector.device, handlers);
    if (onNew) handlers.set(vector.name, onNew);
    else handlers.delete(vector.name);
    this.#send({ tag: 'def', vector: stamped, message: undefined });
  }

  /**
   * Reports. Turning a switch on turns off the others where the rule allows only one.
   * @throws InvalidInput there is no such property or element, or a value of another type: a mistake in the device
   */
  set(device: string, name: string, report: Report): Vector {
    const vector = this.#existing(device, name);
    const message = reported(vector, report, this.#options.clock.now());
    const after = this.#tree.set(message);
    if (!after) throw new InvalidInput(`${device}.${name} is not defined`);
    this.#send(message);
    return after;
  }

  /** Sends a BLOB to who wants it; settles when all of them have taken it. The bytes must not change until then. */
  async sendBlob(device: string, name: string, element: string, blob: OutgoingBlob): Promise<void> {
    const vector = this.#existing(device, name);
    if (vector.type !== 'blob' || !vector.elements.has(element))
      throw new InvalidInput(`${device}.${name} has no BLOB "${element}"`);
    const { format, bytes, size = bytes.length } = blob;
    const message: SetVector = {
      tag: 'set',
      type: 'blob',
      device,
      name,
      state: 'Ok',
      timeoutSeconds: undefined,
      timestamp: this.#options.clock.now(),
      message: undefined,
      elements: [{ name: element, format, size, bytes, fault: undefined }],
    };
    this.#tree.set(message);
    await Promise.all([...this.#peers].map((peer) => peer.send(message)));
  }

  /** Says something to the people at the clients. */
  message(device: string | undefined, level: 'INFO' | 'WARNING' | 'ERROR', text: string): void {
    this.#send({ tag: 'message', device, timestamp: this.#options.clock.now(), message: `[${level}] ${text}` });
  }

  /** Withdraws a property, or without a name the whole device. */
  remove(device: string, name?: string): void {
    if (this.#tree.remove({ device, name }).length === 0) return;
    if (name === undefined) this.#handlers.delete(device);
    else this.#handlers.get(device)?.delete(name);
    this.#send({ tag: 'delProperty', device, name, timestamp: this.#options.clock.now(), message: undefined });
  }

  /**
   * Serves a peer until it goes.
   * @param blobs what it gets before it says: clients must ask for BLOBs (Never), an indiserver takes them all (Also)
   */
  serve(stream: ByteStream, blobs: BlobMode = 'Never'): Promise<void> {
    return new Promise((resolve) => {
      const { limits = {}, maxWaitingBytes = 256 * 2 ** 20 } = this.#options;
      const peer = new Peer({
        stream,
        blobs,
        limits,
        maxWaitingBytes,
        message: (message) => this.#take(peer, message),
        gone: () => {
          this.#peers.delete(peer);
          resolve();
        },
      });
      this.#peers.add(peer);
      peer.start();
    });
  }

  /** Lets go of every peer. */
  close(): void {
    for (const peer of [...this.#peers]) peer.close();
  }

  #take(peer: Peer, message: IndiMessage): void {
    if (message.tag === 'getProperties') {
      const { device, name } = message;
      const devices = device === undefined ? [...this.#tree.devices.values()] : [this.#tree.devices.get(device)];
      for (const properties of devices)
        for (const vector of properties?.values() ?? [])
          if (name === undefined || vector.name === name) void peer.send({ tag: 'def', vector, message: undefined });
    } else if (message.tag === 'new') this.#ask(message);
  }

  #ask(request: NewVector): void {
    const { device, name } = request;
    const vector = this.#tree.get(device, name);
    if (vector?.type !== request.type || vector.permission === 'ro') return; // silence, as every driver
    const handler = this.#handlers.get(device)?.get(name);
    const refuse = (error: unknown) => {
      if (!this.#tree.get(device, name)) return;
      this.message(device, 'ERROR', sentenceOf(error));
      this.set(device, name, { state: 'Alert' });
    };
    try {
      const values: Values =
        request.type === 'blob' ? {} : Object.fromEntries(request.elements.map((e) => [e.name, e.value] as const));
      if (request.type !== 'blob') requestOf(vector, values); // throws what is wrong with it
      if (handler) Promise.resolve(handler(values, request)).catch(refuse);
      else this.set(device, name, { values, state: 'Ok' });
    } catch (error) {
      refuse(error);
    }
  }

  #existing(device: string, name: string): Vector {
    const vector = this.#tree.get(device, name);
    if (!vector) throw new InvalidInput(`${device}.${name} is not defined`);
    return vector;
  }

  #send(message: IndiMessage): void {
    for (const peer of this.#peers) void peer.send(message);
  }
}
