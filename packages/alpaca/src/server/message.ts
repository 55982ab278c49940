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
  /** Whole, or piece by piece where it would be too large to hold. */
  readonly body: Uint8Array | Iterable<Uint8Array>;
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
