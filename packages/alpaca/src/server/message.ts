/** What a server is asked and answers, whatever carries it. */
export interface ServerRequest {
  readonly method: string;
  /** Still escaped, without the query. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

export interface ServerResponse {
  readonly status: number;
  readonly contentType: string;
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Whole, or piece by piece where it would be too large to hold. A piece is used up before the next is asked for: its
   * memory may be written to again. The pieces of an array are there and stay.
   */
  readonly body: Uint8Array | readonly Uint8Array[] | Iterable<Uint8Array>;
  /** How long it is, where it comes in pieces and is known. */
  readonly byteLength?: number;
}

/** Answers a request; never rejects. */
export type AlpacaHandler = (request: ServerRequest) => Promise<ServerResponse>;

/** A sentence for a person: what Alpaca wants with every status but 200. */
export function plainText(status: number, sentence: string): ServerResponse {
  return { status, contentType: 'text/plain; charset=utf-8', body: new TextEncoder().encode(sentence) };
}

/** Without a charset: there are clients that compare the whole header. */
export function json(value: unknown): ServerResponse {
  return { status: 200, contentType: 'application/json', body: new TextEncoder().encode(JSON.stringify(value)) };
}

/** The body of a response in one piece. */
export function wholeBody({ body }: ServerResponse): Uint8Array {
  if (body instanceof Uint8Array) return body;
  const pieces = Array.from(body, (piece) => piece.slice());
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
