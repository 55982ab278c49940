import { TransportError } from '@uraniborg/core';
import type { AlpacaRequest, AlpacaResponse, BodySink } from '../transport.ts';

/** Reads one HTTP/1 response out of whatever pieces it comes in. */
export interface ResponseReader {
  /** Where the next bytes can be written to directly, where their place is known: then call `written`. */
  target(): Uint8Array | undefined;
  written(bytes: number): void;
  /** Bytes that came to somewhere else. @throws TransportError they are no HTTP, or too many */
  take(bytes: Uint8Array): void;
  /** The connection has ended. @throws TransportError too early */
  ended(): void;
  /** Whether anything came. */
  begun(): boolean;
  /** Whether the connection can take another request after this response. */
  reusable(): boolean;
  /** The response, once it is whole. */
  response(): AlpacaResponse | undefined;
}

type State = 'head' | 'length' | 'close' | 'chunkSize' | 'chunk' | 'chunkEnd' | 'trailer' | 'done';

/** More than any honest server sends before the body. */
const maxHeadBytes = 65536;

export function responseReader(
  request: Pick<AlpacaRequest, 'maxBytes' | 'sink' | 'onProgress' | 'path'>,
): ResponseReader {
  let state: State = 'head';
  /** A line, or the whole head, until it is complete. */
  let text = '';
  let status = 0;
  let begun = false;
  let keepAlive = false;
  let contentType = '';
  let total: number | undefined;
  let body: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  let sink: BodySink | undefined;
  let length = 0;
  /** Of the present chunk. */
  let left = 0;

  const broken = (what: string) => new TransportError(`the answer to ${request.path} ${what}`);
  const limit = (bytes: number) => {
    if (bytes > request.maxBytes) throw broken(`is longer than ${request.maxBytes} bytes`);
  };
  const append = (bytes: Uint8Array) => {
    limit(length + bytes.length);
    if (sink) return pour(bytes, sink);
    if (length + bytes.length > body.length) {
      // It grows where it is: what has come of a large image is never copied.
      const growing = body.buffer.resizable ? body.buffer : new ArrayBuffer(0, { maxByteLength: request.maxBytes });
      growing.resize(Math.min(request.maxBytes, Math.max(65536, body.length * 2, length + bytes.length)));
      body = new Uint8Array(growing);
    }
    body.set(bytes, length);
    advance(bytes.length);
  };
  const pour = (bytes: Uint8Array, into: BodySink) => {
    for (let at = 0; at < bytes.length; ) {
      const place = into.next();
      const piece = bytes.subarray(at, at + place.length);
      place.set(piece);
      at += piece.length;
      advance(piece.length);
    }
  };
  const advance = (bytes: number) => {
    length += bytes;
    sink?.written(bytes);
    request.onProgress?.(length, total);
    if (state === 'length' && length === total) state = 'done';
  };

  const readHead = () => {
    const [first = '', ...lines] = text.split('\r\n');
    status = Number(/^HTTP\/1\.[01] (\d{3})(?: |$)/.exec(first)?.[1]);
    if (!status) throw broken(`is not HTTP: "${first.slice(0, 60)}"`);
    text = '';
    if (status < 200) return; // "100 Continue": the answer itself follows
    const headers = new Map(lines.map((line) => headerIn(line)));
    contentType = headers.get('content-type') ?? '';
    const connection = headers.get('connection') ?? '';
    keepAlive = first.startsWith('HTTP/1.1') ? !/close/i.test(connection) : /keep-alive/i.test(connection);
    const announced = headers.get('content-length');
    if (/chunked/i.test(headers.get('transfer-encoding') ?? '')) state = 'chunkSize';
    else if (announced === undefined) {
      keepAlive &&= status === 204 || status === 304;
      state = status === 204 || status === 304 ? 'done' : 'close';
    } else {
      total = /^\d{1,15}$/.test(announced) ? Number(announced) : Number.NaN;
      if (Number.isNaN(total)) throw broken(`says that it is "${announced.slice(0, 40)}" bytes long`);
      limit(total);
      sink = status === 200 && total > 0 ? request.sink?.(total, contentType) : undefined;
      if (!sink) body = new Uint8Array(total);
      state = total === 0 ? 'done' : 'length';
    }
  };
  /** Takes from `bytes` until `end`; how many, and whether it was found. */
  const readUntil = (bytes: Uint8Array, end: string): [taken: number, found: boolean] => {
    const before = text.length;
    text += Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, maxHeadBytes)).toString('latin1');
    const at = text.indexOf(end);
    if (at < 0 && text.length >= maxHeadBytes) throw broken('begins with more than can be its head');
    if (at < 0) return [bytes.length, false];
    text = text.slice(0, at);
    return [at + end.length - before, true];
  };

  const step = (bytes: Uint8Array): number => {
    switch (state) {
      case 'head': {
        const [taken, found] = readUntil(bytes, '\r\n\r\n');
        if (found) readHead();
        return taken;
      }
      case 'length':
      case 'close': {
        const piece = state === 'length' ? bytes.subarray(0, (total ?? 0) - length) : bytes;
        append(piece);
        return piece.length;
      }
      case 'chunkSize': {
        const [taken, found] = readUntil(bytes, '\r\n');
        if (!found) return taken;
        const size = /^[0-9a-f]{1,12}/i.exec(text)?.[0];
        if (size === undefined) throw broken(`has a chunk of "${text.slice(0, 20)}" bytes`);
        text = '';
        left = Number.parseInt(size, 16);
        state = left === 0 ? 'trailer' : 'chunk';
        return taken;
      }
      case 'chunk': {
        const piece = bytes.subarray(0, left);
        append(piece);
        left -= piece.length;
        if (left === 0) state = 'chunkEnd';
        return piece.length;
      }
      case 'chunkEnd': {
        const [taken, found] = readUntil(bytes, '\r\n');
        if (found) {
          if (text !== '') throw broken('has a chunk without an end');
          state = 'chunkSize';
        }
        return taken;
      }
      case 'trailer': {
        const [taken, found] = readUntil(bytes, '\r\n');
        if (found) {
          if (text === '') state = 'done';
          text = '';
        }
        return taken;
      }
      case 'done':
        return bytes.length;
    }
  };

  return {
    target: () => (state === 'length' ? (sink?.next() ?? body.subarray(length)) : undefined),
    written: advance,
    take(bytes) {
      begun ||= bytes.length > 0;
      let at = 0;
      while (at < bytes.length && state !== 'done') at += step(bytes.subarray(at));
      // More than the response: what follows belongs to nobody.
      if (at < bytes.length) keepAlive = false;
    },
    ended() {
      if (state === 'close') state = 'done';
      if (state !== 'done') throw broken(`broke off after ${length} of ${total ?? 'an unknown number of'} bytes`);
    },
    begun: () => begun,
    reusable: () => state === 'done' && keepAlive,
    response: () => (state === 'done' ? { status, contentType, body: sink ? body : taken(body, length) } : undefined),
  };
}

/** Of memory that can grow only what is large: not everything reads text from it. */
function taken(body: Uint8Array<ArrayBuffer>, length: number): Uint8Array {
  const part = body.subarray(0, length);
  return body.buffer.resizable && length < 1 << 20 ? part.slice() : part;
}

function headerIn(line: string): [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, Math.max(0, colon)).trim().toLowerCase(), line.slice(colon + 1).trim()];
}
