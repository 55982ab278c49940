/**
 * The JSON form of an image, read byte by byte into one typed array: no text, no nested lists. Whatever the order of
 * the fields, and whether it is an error after all.
 */

import type { Steps } from '@uraniborg/core';
import { TransportError } from '@uraniborg/core';

/** An answer whose Value is an image: the other fields, and the pixels in Alpaca's order (x, y, plane). */
export interface ImageJson {
  readonly fields: Readonly<Record<string, unknown>>;
  /** Absent where the answer has no Value. */
  readonly value: ColumnPixels | undefined;
}

export interface ColumnPixels {
  readonly width: number;
  readonly height: number;
  readonly planes: 1 | 3;
  /** Int32 while every pixel is a whole number of that range, else double. */
  readonly data: Int32Array | Float64Array;
}

/** @throws TransportError it is not JSON, breaks off, or its lists do not form a rectangle */
export function* decodeImageJson(bytes: Uint8Array): Steps<ImageJson> {
  const reader = new Reader(bytes);
  const fields: Record<string, unknown> = {};
  let value: ColumnPixels | undefined;
  reader.expect('{');
  if (reader.peek() !== '}')
    do {
      const key = parsed(reader);
      if (typeof key !== 'string') throw reader.broken('a field has no name');
      reader.expect(':');
      if (key.toLowerCase() === 'value' && reader.peek() === '[') value = yield* readPixels(reader);
      else fields[key] = parsed(reader);
    } while (reader.accept(','));
  reader.expect('}');
  return { fields, value };
}

function parsed(reader: Reader): unknown {
  const text = reader.skipValue();
  try {
    return JSON.parse(text);
  } catch {
    throw reader.broken(`"${text.slice(0, 40)}" is no JSON value`);
  }
}

/** Pixels read in some milliseconds. */
const slice = 32768;

function* readPixels(reader: Reader): Steps<ColumnPixels> {
  // A pixel takes two bytes at least, itself and what parts it from the next. What is not filled is never touched.
  let data: Int32Array | Float64Array = new Int32Array(Math.ceil(reader.left / 2));
  let count = 0;
  let width = 0;
  let height = -1;
  let planes = 0;
  reader.expect('[');
  if (reader.peek() !== ']')
    do {
      let y = 0;
      reader.expect('[');
      if (reader.peek() !== ']')
        do {
          const isList = reader.accept('[');
          let colours = 0;
          do {
            const number = reader.number();
            if (data instanceof Int32Array && (number | 0) !== number) data = yield* widened(data, count);
            data[count++] = number;
            if (count % slice === 0) yield;
            colours++;
          } while (isList && reader.accept(','));
          if (isList) reader.expect(']');
          if (planes === 0) planes = colours;
          if (colours !== planes) throw reader.broken('its pixels differ in their number of colours');
          y++;
        } while (reader.accept(','));
      reader.expect(']');
      if (height === -1) height = y;
      if (y !== height) throw reader.broken(`its columns have ${height} and ${y} pixels`);
      width++;
    } while (reader.accept(','));
  reader.expect(']');
  if (width < 1 || height < 1) throw new TransportError('the image has no pixels');
  if (planes !== 1 && planes !== 3) throw new TransportError(`the image has ${planes} colours; only 1 and 3 are known`);
  return { width, height, planes, data: data.subarray(0, count) };
}

/** The first `count` whole numbers, where fractions have room too. */
function* widened(data: Int32Array, count: number): Steps<Float64Array> {
  const wider = new Float64Array(data.length);
  for (let at = 0; at < count; at += slice) {
    wider.set(data.subarray(at, Math.min(count, at + slice)), at);
    yield;
  }
  return wider;
}

class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Bytes to come. */
  get left(): number {
    return this.#bytes.length - this.#at;
  }

  broken(what: string): TransportError {
    return new TransportError(`the image cannot be read at byte ${this.#at} of ${this.#bytes.length}: ${what}`);
  }

  peek(): string {
    this.#skipSpace();
    const byte = this.#bytes[this.#at];
    return byte === undefined ? '' : String.fromCharCode(byte);
  }

  accept(mark: string): boolean {
    this.#skipSpace();
    if (this.#bytes[this.#at] !== mark.charCodeAt(0)) return false;
    this.#at++;
    return true;
  }

  expect(mark: string): void {
    if (this.accept(mark)) return;
    throw this.broken(this.#at >= this.#bytes.length ? 'it breaks off' : `"${mark}" is missing`);
  }

  /** A number; the usual case, a short whole one, without making a text of it. */
  number(): number {
    this.#skipSpace();
    const start = this.#at;
    const bytes = this.#bytes;
    const negative = bytes[this.#at] === 45;
    if (negative) this.#at++;
    const firstDigit = this.#at;
    let number = 0;
    for (let digit = digitOf(bytes[this.#at]); digit >= 0; digit = digitOf(bytes[++this.#at]))
      number = number * 10 + digit;
    const digits = this.#at - firstDigit;
    const next = bytes[this.#at];
    if (next === 46 || next === 69 || next === 101 || digits === 0 || digits > 15) {
      while (isNumberByte(bytes[this.#at])) this.#at++;
      const text = String.fromCharCode(...bytes.subarray(start, Math.min(this.#at, start + 64)));
      number = Number(text);
      if (text === '' || text === '-' || Number.isNaN(number))
        throw this.broken(text ? `"${text}" is no number` : 'a number is missing');
      return number;
    }
    return negative ? -number : number;
  }

  /** The text of any value, passed over. */
  skipValue(): string {
    this.#skipSpace();
    const start = this.#at;
    const bytes = this.#bytes;
    let depth = 0;
    do {
      this.#skipSpace();
      const byte = bytes[this.#at];
      if (byte === undefined) throw this.broken('it breaks off');
      if (byte === 34) {
        for (this.#at++; bytes[this.#at] !== 34; this.#at++) {
          if (bytes[this.#at] === 92) this.#at++;
          if (this.#at >= bytes.length) throw this.broken('it breaks off');
        }
        this.#at++;
      } else if (byte === 91 || byte === 123) {
        depth++;
        this.#at++;
      } else if (byte === 93 || byte === 125) {
        depth--;
        this.#at++;
      } else if (byte === 44 || byte === 58) {
        if (depth === 0) throw this.broken('a value is missing');
        this.#at++;
      } else {
        const before = this.#at;
        while (this.#at < bytes.length && !isDelimiter(bytes[this.#at] as number)) this.#at++;
        if (this.#at === before) throw this.broken('a value is missing');
      }
    } while (depth > 0);
    if (depth < 0) throw this.broken('a value is missing');
    return new TextDecoder().decode(bytes.subarray(start, this.#at));
  }

  #skipSpace(): void {
    for (let byte = this.#bytes[this.#at]; byte === 32 || byte === 10 || byte === 13 || byte === 9; )
      byte = this.#bytes[++this.#at];
  }
}

function digitOf(byte: number | undefined): number {
  return byte !== undefined && byte >= 48 && byte <= 57 ? byte - 48 : -1;
}

/** Digits, sign, point, exponent, and the letters of NaN and Infinity, which are then refused or taken whole. */
function isNumberByte(byte: number | undefined): boolean {
  return byte !== undefined && byte > 32 && byte !== 44 && byte !== 93;
}

function isDelimiter(byte: number): boolean {
  return (
    byte <= 32 ||
    byte === 34 ||
    byte === 44 ||
    byte === 58 ||
    byte === 91 ||
    byte === 93 ||
    byte === 123 ||
    byte === 125
  );
}
