import { InvalidInput } from '@uraniborg/core';

/** What a scanner finds, in order. Text may come in any number of pieces. */
export interface XmlHandler {
  open(name: string, attributes: ReadonlyMap<string, string>): void;
  /** UTF-8 bytes with entities resolved, without white space right after a tag; valid during the call only. */
  text(bytes: Uint8Array): void;
  close(name: string): void;
}

export interface XmlLimits {
  /** Elements within elements. */
  readonly maxDepth: number;
  /** Bytes of one tag with its attributes. */
  readonly maxTagBytes: number;
}

const LT = 0x3c;
const GT = 0x3e;
const AMP = 0x26;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const NOTHING: Uint8Array = new Uint8Array(0);

/**
 * Finds the elements in a stream of XML bytes that may be cut anywhere, have no declaration and no single root, and
 * never end. Memory is bounded by the limits whatever arrives: text is passed on as it comes, entities are the five
 * of XML and character references (what is declared in a document type cannot be used, because a document type is
 * refused), and an ampersand that starts none of them is taken as it stands, as drivers in the field write it.
 */
export class XmlScanner {
  readonly #handler: XmlHandler;
  readonly #limits: XmlLimits;
  readonly #encoder = new TextEncoder();
  readonly #open: string[] = [];
  #state: 'text' | 'entity' | 'opened' | 'tag' | 'bang' | 'comment' | 'cdata' | 'instruction' = 'text';
  /** The part of a tag that came in earlier chunks. */
  #tag: Uint8Array = NOTHING;
  #quote = 0;
  /** The characters since '&' or '<!'. */
  #word = '';
  /** How many bytes of the ending "-->", "]]>" or "?>" have been seen. */
  #ending = 0;
  #consumed = 0;
  /** Nothing but white space has come since the last tag. */
  #margin = true;

  constructor(handler: XmlHandler, limits: XmlLimits) {
    this.#handler = handler;
    this.#limits = limits;
  }

  /** Takes the next bytes. @throws InvalidInput they are not XML, or beyond the limits; nothing more can be read then */
  push(bytes: Uint8Array): void {
    const chunk = asBuffer(bytes);
    let at = 0;
    while (at < chunk.length) at = this.#step(chunk, at);
    this.#consumed += chunk.length;
  }

  /** Whether an element or a tag has begun and not ended. */
  get within(): boolean {
    return this.#open.length > 0 || this.#state !== 'text';
  }

  /** Reads on from `at` in the present state; returns where it got to. */
  #step(chunk: Uint8Array, at: number): number {
    switch (this.#state) {
      case 'text':
        return this.#readText(chunk, at);
      case 'entity':
        return this.#readEntity(chunk, at);
      case 'opened':
        if (chunk[at] === 0x21) {
          this.#state = 'bang';
          this.#word = '';
          return at + 1;
        }
        this.#state = chunk[at] === 0x3f ? 'instruction' : 'tag';
        this.#ending = 0;
        return at;
      case 'tag':
        return this.#readTag(chunk, at);
      case 'bang':
        return this.#readBang(chunk, at);
      case 'cdata':
        return this.#readCdata(chunk, at);
      case 'comment':
        return this.#skip(chunk, at, 0x2d, 2);
      case 'instruction':
        return this.#skip(chunk, at, 0x3f, 1);
    }
  }

  #readText(chunk: Uint8Array, from: number): number {
    let at = from;
    if (this.#margin) {
      while ((chunk[at] ?? 0xff) <= 0x20) at++;
      if (at === chunk.length) return at;
      this.#margin = chunk[at] === LT;
    }
    let stop = chunk.indexOf(LT, at);
    const tag = stop >= 0;
    if (!tag) stop = chunk.length;
    if (stop > at) {
      const text = chunk.subarray(at, stop);
      const entity = text.indexOf(AMP);
      if (entity >= 0) {
        this.#emit(text.subarray(0, entity), at);
        this.#state = 'entity';
        this.#word = '';
        return at + entity + 1;
      }
      this.#emit(text, at);
    }
    if (tag) this.#state = 'opened';
    return stop + 1;
  }

  #emit(text: Uint8Array, at: number): void {
    if (text.length === 0) return;
    if (this.#open.length > 0) {
      this.#handler.text(text);
      return;
    }
    const stray = text.findIndex((byte) => byte > 0x20);
    if (stray >= 0) this.#fail(`text outside of any element, beginning "${textOf(text, stray, stray + 40)}"`, at);
  }

  #readEntity(chunk: Uint8Array, at: number): number {
    const byte = chunk[at] ?? 0;
    const part =
      (byte >= 0x30 && byte <= 0x39) ||
      (byte >= 0x41 && byte <= 0x5a) ||
      (byte >= 0x61 && byte <= 0x7a) ||
      byte === 0x23;
    if (part && this.#word.length < 10) {
      this.#word += String.fromCharCode(byte);
      return at + 1;
    }
    this.#state = 'text';
    const character = byte === 0x3b ? entity(this.#word) : undefined;
    this.#emit(this.#encoder.encode(character ?? `&${this.#word}`), at);
    return character === undefined ? at : at + 1;
  }

  #readTag(chunk: Uint8Array, at: number): number {
    return this.#readWholeTag(chunk, at) ?? this.#readTagByBytes(chunk, at);
  }

  /**
   * A tag that lies in one chunk and has no ">" in its attributes, as nearly all: found without a loop of our own, which
   * is slow until it has been compiled, and a server says all that it has in the first moment.
   */
  #readWholeTag(chunk: Uint8Array, at: number): number | undefined {
    if (this.#tag.length > 0 || this.#quote !== 0) return undefined;
    const end = chunk.indexOf(GT, at);
    if (end < 0 || end - at > this.#limits.maxTagBytes) return undefined;
    const text = textOf(chunk, at, end);
    if (!BALANCED.test(text)) return undefined;
    this.#state = 'text';
    this.#margin = true;
    this.#finishTag(text, at);
    return end + 1;
  }

  #readTagByBytes(chunk: Uint8Array, at: number): number {
    let end = at;
    for (; end < chunk.length; end++) {
      const byte = chunk[end];
      if (this.#quote !== 0) {
        if (byte === this.#quote) this.#quote = 0;
      } else if (byte === GT) break;
      else if (byte === QUOTE || byte === APOSTROPHE) this.#quote = byte;
    }
    const part = chunk.subarray(at, end);
    if (this.#tag.length + part.length > this.#limits.maxTagBytes)
      this.#fail(`a tag of more than ${this.#limits.maxTagBytes} bytes`, at);
    const tag = this.#tag.length === 0 ? part : joined(this.#tag, part);
    if (end === chunk.length) {
      this.#tag = tag === part ? new Uint8Array(part) : tag;
      return end;
    }
    this.#tag = NOTHING;
    this.#state = 'text';
    this.#margin = true;
    this.#finishTag(textOf(tag, 0, tag.length), at);
    return end + 1;
  }

  #finishTag(tag: string, at: number): void {
    if (tag.startsWith('/')) {
      const name = tag.slice(1).trimEnd();
      const expected = this.#open.pop();
      if (name !== expected) this.#fail(`</${name}> where ${expected ? `</${expected}>` : 'nothing is open'}`, at);
      this.#handler.close(name);
      return;
    }
    const empty = tag.endsWith('/');
    const text = empty ? tag.slice(0, -1) : tag;
    const name = NAME.exec(text)?.[0];
    if (name === undefined) this.#fail(`<${text.slice(0, 40)}> is no tag`, at);
    if (this.#open.length >= this.#limits.maxDepth) this.#fail(`elements more than ${this.#limits.maxDepth} deep`, at);
    this.#handler.open(name, this.#attributes(text, name.length, at));
    if (empty) this.#handler.close(name);
    else this.#open.push(name);
  }

  #attributes(tag: string, from: number, at: number): Map<string, string> {
    const attributes = new Map<string, string>();
    ATTRIBUTE.lastIndex = from;
    for (let end = from; ; ) {
      const [whole, name, double, single] = ATTRIBUTE.exec(tag) ?? [];
      if (whole === undefined || name === undefined) {
        if (!BLANK.test(tag.slice(end))) this.#fail(`<${tag.slice(0, 80)}> has attributes that cannot be read`, at);
        return attributes;
      }
      const value = double ?? single ?? '';
      attributes.set(name, value.includes('&') ? resolve(value) : value);
      end = ATTRIBUTE.lastIndex;
    }
  }

  /** After "<!": a comment or a CDATA section, and nothing else. */
  #readBang(chunk: Uint8Array, at: number): number {
    this.#word += String.fromCharCode(chunk[at] ?? 0);
    this.#ending = 0;
    if (this.#word === '--') this.#state = 'comment';
    else if (this.#word === '[CDATA[') {
      this.#state = 'cdata';
      this.#margin = false;
    } else if (!'--'.startsWith(this.#word) && !'[CDATA['.startsWith(this.#word))
      this.#fail(`<!${this.#word}: a document type or declaration, which INDI does not have`, at);
    return at + 1;
  }

  /** Skips a comment or an instruction, up to `count` times `mark` and ">". */
  #skip(chunk: Uint8Array, at: number, mark: number, count: number): number {
    for (let i = at; i < chunk.length; i++) {
      const byte = chunk[i];
      if (byte === mark) this.#ending = Math.min(this.#ending + 1, count);
      else if (byte === GT && this.#ending === count) {
        this.#state = 'text';
        return i + 1;
      } else this.#ending = 0;
    }
    return chunk.length;
  }

  #readCdata(chunk: Uint8Array, at: number): number {
    // Up to two "]" are held back, because they may begin the end of the section.
    for (let i = at; i < chunk.length; i++) {
      const byte = chunk[i];
      if (byte === 0x5d) {
        if (this.#ending === 2) this.#emit(this.#encoder.encode(']'), i);
        else this.#ending++;
        continue;
      }
      if (byte === GT && this.#ending === 2) {
        this.#state = 'text';
        return i + 1;
      }
      if (this.#ending > 0) this.#emit(this.#encoder.encode(']'.repeat(this.#ending)), i);
      this.#ending = 0;
      const next = chunk.indexOf(0x5d, i);
      const stop = next < 0 ? chunk.length : next;
      this.#emit(chunk.subarray(i, stop), i);
      return stop;
    }
    return chunk.length;
  }

  #fail(what: string, at: number): never {
    const where = `byte ${this.#consumed + at}`;
    throw new InvalidInput(`Not INDI at ${where}: ${what}`, where);
  }
}

/** Every quotation mark in it has its other. */
const BALANCED = /^[^"']*(?:"[^"]*"[^"']*|'[^']*'[^"']*)*$/;
const NAME = /^[A-Za-z_:][\w:.-]*/;
/** White space is whatever is no more than a space. */
const ATTRIBUTE = /[\0- ]*([^\s\0- =/<>"']+)[\0- ]*=[\0- ]*(?:"([^"]*)"|'([^']*)')/y;
const BLANK = /^[\0- ]*$/;

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** The text in UTF-8 bytes; what is none becomes U+FFFD. */
function textOf(bytes: Uint8Array, start: number, end: number): string {
  return asBuffer(bytes).toString('utf8', start, end);
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function resolve(value: string): string {
  return value.replace(/&([A-Za-z0-9#]{1,10});/g, (whole, name: string) => entity(name) ?? whole);
}

/** The character that an entity stands for; undefined when it is none of XML's own. */
function entity(name: string): string | undefined {
  switch (name) {
    case 'lt':
      return '<';
    case 'gt':
      return '>';
    case 'amp':
      return '&';
    case 'quot':
      return '"';
    case 'apos':
      return "'";
  }
  const digits = /^#(?:x([0-9a-fA-F]+)|([0-9]+))$/.exec(name);
  if (!digits) return undefined;
  const code = digits[1] === undefined ? Number(digits[2]) : Number.parseInt(digits[1], 16);
  const allowed = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return allowed ? String.fromCodePoint(code) : undefined;
}
