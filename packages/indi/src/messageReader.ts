import { InvalidInput, sentenceOf } from '@uraniborg/core';
import { Base64Decoder } from './base64Decoder.ts';
import type { IndiMessage } from './message.ts';
import { parseMessage, type RawElement } from './parseMessage.ts';
import { type XmlHandler, XmlScanner } from './xmlScanner.ts';

/** How much one sender can make us hold. */
export interface ReaderLimits {
  /** Bytes of the BLOBs of one message; what goes beyond is skipped and reported. Default 1 GiB (a 62-Mpx frame has 125 MB). */
  readonly maxBlobBytes: number;
  /** Bytes of text and attributes of one message, BLOBs not counted. Default 4 MiB (a whole CCD property has 2 KB). */
  readonly maxMessageBytes: number;
  /** Bytes of one tag. Default 64 KiB. */
  readonly maxTagBytes: number;
}

export const defaultLimits: ReaderLimits = {
  maxBlobBytes: 2 ** 30,
  maxMessageBytes: 4 * 2 ** 20,
  maxTagBytes: 65536,
};

/** Who gets what was read. */
export interface MessageListener {
  message(message: IndiMessage): void;
  /** A BLOB is coming in: how far, in decoded bytes. */
  blobProgress?(progress: BlobProgress): void;
}
export interface BlobProgress {
  readonly device: string;
  readonly property: string;
  readonly element: string;
  readonly received: number;
  /** Undefined when the sender did not say. */
  readonly total: number | undefined;
}

/** INDI has vectors of elements; a little more is let through and ignored. */
const MAX_DEPTH = 6;
/** What an element costs beside its bytes. */
const ELEMENT_COST = 100;
/** What a piece of text or an attribute costs beside its bytes. */
const PIECE_COST = 16;

/**
 * Turns a stream of bytes, cut anywhere, into INDI messages. Elements that INDI does not know are ignored, as its
 * definition asks. BLOBs are decoded while they arrive, into one array of their own.
 */
export class MessageReader implements XmlHandler {
  readonly #listener: MessageListener;
  readonly #limits: ReaderLimits;
  readonly #scanner: XmlScanner;
  #depth = 0;
  #top: RawElement = emptyElement('', new Map());
  #inner: RawElement = this.#top;
  #blob: Base64Decoder | undefined;
  #text = '';
  /** What comes after `#text` and may be cut within a character. */
  #pieces: Uint8Array[] = [];
  #cost = 0;
  #blobBytes = 0;

  constructor(listener: MessageListener, limits: Partial<ReaderLimits> = {}) {
    this.#listener = listener;
    this.#limits = { ...defaultLimits, ...limits };
    this.#scanner = new XmlScanner(this, { maxDepth: MAX_DEPTH, maxTagBytes: this.#limits.maxTagBytes });
  }

  /** @throws InvalidInput this is no INDI, or too much of it; the stream cannot be read any further */
  push(bytes: Uint8Array): void {
    this.#scanner.push(bytes);
    if (this.#blob) this.#listener.blobProgress?.(this.#progress(this.#blob));
  }

  /** Whether a message has begun and not ended. */
  get within(): boolean {
    return this.#scanner.within;
  }

  open(name: string, attributes: ReadonlyMap<string, string>): void {
    this.#depth++;
    if (this.#depth === 1) {
      this.#cost = 0;
      this.#blobBytes = 0;
      this.#top = emptyElement(name, attributes);
      this.#inner = this.#top;
    } else if (this.#depth === 2) {
      this.#inner = emptyElement(name, attributes);
      this.#top.elements.push(this.#inner);
      if (name === 'oneBLOB') this.#openBlob(attributes);
    }
    this.#text = '';
    this.#pieces.length = 0;
    this.#spend(ELEMENT_COST);
    for (const value of attributes.values()) this.#spend(value.length + PIECE_COST);
  }

  text(bytes: Uint8Array): void {
    if (this.#depth > 2 || this.#inner.fault !== undefined) return;
    if (this.#blob) {
      try {
        this.#blob.push(bytes);
      } catch (error) {
        this.#dropBlob(error);
      }
      return;
    }
    if (this.#depth === 1 && this.#top.elements.length > 0) return;
    this.#spend(bytes.length + PIECE_COST);
    // A piece that ends in ASCII ends at a character; nearly all do, and then it need not be kept as bytes.
    if (this.#pieces.length === 0 && (bytes[bytes.length - 1] ?? 0) < 0x80) this.#text += utf8(bytes);
    else this.#pieces.push(new Uint8Array(bytes));
  }

  close(): void {
    if (this.#depth <= 2) {
      const element = this.#depth === 2 ? this.#inner : this.#top;
      if (this.#blob) this.#closeBlob(this.#blob);
      else element.text = this.#takeText();
    }
    this.#depth--;
    if (this.#depth === 1) this.#inner = this.#top;
    if (this.#depth !== 0) return;
    const message = parseMessage(this.#top);
    if (message) this.#listener.message(message);
  }

  #takeText(): string {
    const text = this.#pieces.length === 0 ? this.#text : this.#text + utf8(Buffer.concat(this.#pieces));
    this.#text = '';
    this.#pieces.length = 0;
    return text.trim();
  }

  #openBlob(attributes: ReadonlyMap<string, string>): void {
    try {
      // `len` is the bytes sent; a sender without it says at least how large an uncompressed BLOB is.
      const compressed = /\.(z|fz)$/.test(attributes.get('format') ?? '');
      this.#blob = new Base64Decoder(
        byteCount(attributes.get('len')) ?? (compressed ? undefined : byteCount(attributes.get('size'))),
        this.#limits.maxBlobBytes - this.#blobBytes,
      );
    } catch (error) {
      this.#dropBlob(error);
    }
  }

  #closeBlob(blob: Base64Decoder): void {
    this.#listener.blobProgress?.(this.#progress(blob));
    try {
      this.#inner.bytes = blob.finish();
      this.#blobBytes += blob.written;
      this.#blob = undefined;
    } catch (error) {
      this.#dropBlob(error);
    }
  }

  #dropBlob(error: unknown): void {
    if (!(error instanceof InvalidInput)) throw error;
    this.#inner.fault = sentenceOf(error);
    this.#blob = undefined;
  }

  #progress(blob: Base64Decoder): BlobProgress {
    return {
      device: this.#top.attributes.get('device') ?? '',
      property: this.#top.attributes.get('name') ?? '',
      element: this.#inner.attributes.get('name') ?? '',
      received: blob.written,
      total: byteCount(this.#inner.attributes.get('len')),
    };
  }

  #spend(bytes: number): void {
    this.#cost += bytes;
    if (this.#cost > this.#limits.maxMessageBytes)
      throw new InvalidInput(
        `Not INDI: one <${this.#top.name}> of more than ${this.#limits.maxMessageBytes} bytes without its BLOBs`,
      );
  }
}

function utf8(bytes: Uint8Array): string {
  const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return buffer.toString('utf8');
}

function emptyElement(name: string, attributes: ReadonlyMap<string, string>): RawElement {
  return { name, attributes, elements: [], text: '', bytes: undefined, fault: undefined };
}

function byteCount(text: string | undefined): number | undefined {
  const count = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}
