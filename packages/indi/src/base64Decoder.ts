import { InvalidInput } from '@uraniborg/core';

const SKIP = 64;
const BAD = 65;
const PADDING = 66;
/** What each byte means: 0 to 63, white space, padding, or nothing. */
const meaning = new Uint8Array(256).fill(BAD);
for (const [i, letter] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries())
  meaning[letter.charCodeAt(0)] = i;
// The URL-safe letters too: the platform's decoder takes them, and both ways must agree.
meaning[0x2d] = 62;
meaning[0x5f] = 63;
for (const space of ' \t\r\n') meaning[space.charCodeAt(0)] = SKIP;
meaning[0x3d] = PADDING;

/**
 * Decodes base64 (RFC 4648, with white space anywhere) from bytes into bytes as it streams in; the whole is never held
 * as text. They lie in memory that threads can share. What comes after `length` bytes is dropped: senders pad compressed data with zeros.
 */
export class Base64Decoder {
  readonly #length: number | undefined;
  readonly #limit: number;
  #target: Buffer<SharedArrayBuffer>;
  #written = 0;
  /** Bits that do not yet make a byte, and how many letters they came from (0 to 3). */
  #bits = 0;
  #letters = 0;
  #ended = false;

  /**
   * @param length how many bytes will come, where the sender says so
   * @param limit the most bytes taken
   * @throws InvalidInput `length` is beyond `limit`
   */
  constructor(length: number | undefined, limit: number) {
    if ((length ?? 0) > limit) throw new InvalidInput(`a BLOB of ${length} bytes, more than the ${limit} allowed`);
    this.#length = length;
    this.#limit = limit;
    const room = length ?? Math.min(65536, limit);
    this.#target = Buffer.from(
      new SharedArrayBuffer(room, length === undefined ? { maxByteLength: limit } : undefined),
    );
  }

  /** How many bytes are decoded. */
  get written(): number {
    return this.#written;
  }

  /** @throws InvalidInput it is no base64, or more than the limit */
  push(bytes: Uint8Array): void {
    let at = 0;
    // To a boundary of four letters, where the fast path can start.
    while (at < bytes.length && (this.#letters > 0 || (meaning[bytes[at] ?? 0] ?? BAD) >= SKIP))
      at = this.#one(bytes, at);
    at += this.#fast(at === 0 ? bytes : bytes.subarray(at));
    while (at < bytes.length) at = this.#one(bytes, at);
  }

  /** The decoded bytes. @throws InvalidInput fewer came than were announced */
  finish(): Uint8Array<SharedArrayBuffer> {
    const missing = (this.#length ?? 0) - this.#written;
    if (missing > 0) throw new InvalidInput(`a BLOB cut short: ${this.#written} bytes of ${this.#length}`);
    if (this.#letters === 1) throw new InvalidInput('a BLOB that ends in the middle of a byte');
    return new Uint8Array(this.#target.buffer, 0, this.#written);
  }

  /** Decodes a clean run with the platform's own decoder; returns how many letters it took, 0 when it is not clean. */
  #fast(bytes: Uint8Array): number {
    const letters = bytes.length & ~3;
    const size = (letters / 4) * 3;
    if (size < 48 || this.#ended || bytes.indexOf(0x0a) >= 0) return 0;
    this.#reserve(size);
    if (this.#written + size > this.#target.length) return 0;
    // The platform's decoder takes text only: one chunk at a time, a few hundred kilobytes at most.
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, letters).toString('latin1');
    // It skips what is no base64: then it wrote less, and the slow path does it again and says what is wrong.
    if (this.#target.write(text, this.#written, 'base64') !== size) return 0;
    this.#written += size;
    return letters;
  }

  #one(bytes: Uint8Array, at: number): number {
    const value = meaning[bytes[at] ?? 0] ?? BAD;
    if (value < 64) {
      if (this.#ended) throw new InvalidInput('base64 that goes on after its padding');
      this.#bits = ((this.#bits << 6) | value) & 0xffffff;
      this.#letters = (this.#letters + 1) & 3;
      // The second, third and fourth letter each complete a byte, and leave 4, 2 and 0 bits over.
      if (this.#letters !== 1) this.#byte((this.#bits >> (((4 - this.#letters) & 3) * 2)) & 0xff);
    } else if (value === PADDING) {
      this.#ended = true;
      this.#letters = 0;
    } else if (value === BAD) {
      throw new InvalidInput(`byte ${bytes[at]} in a BLOB is no base64`);
    }
    return at + 1;
  }

  #byte(value: number): void {
    if (this.#written === this.#length) return;
    this.#reserve(1);
    this.#target[this.#written++] = value;
  }

  /** Room for `more` bytes, when the length was not announced. */
  #reserve(more: number): void {
    const needed = this.#written + more;
    if (this.#length !== undefined || needed <= this.#target.length) return;
    if (needed > this.#limit) throw new InvalidInput(`a BLOB of more than the ${this.#limit} bytes allowed`);
    // It grows where it is: what has come of a large image is never copied.
    const { buffer } = this.#target;
    buffer.grow(Math.min(this.#limit, Math.max(needed, buffer.byteLength * 2)));
    this.#target = Buffer.from(buffer);
  }
}
