/** A request of the protocol, whatever carries it. */
export interface AlpacaRequest {
  readonly method: 'GET' | 'PUT';
  /** "/api/v1/camera/0/startexposure": no host, no query. */
  readonly path: string;
  /** In order, not yet escaped: the query of a GET, the form of a PUT. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
  readonly accept?: string;
  /** How long to wait for the whole answer, milliseconds by the transport's clock. */
  readonly timeoutMs: number;
  /** Whether it may be sent again when it is not known to have arrived. */
  readonly repeatable: boolean;
  /** An answer that is longer is refused. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
  /**
   * Asked, where the length of a body is known before it comes, for something that takes it; undefined: the body is
   * wanted in the answer. A transport may leave it out. When a request is sent again, it is asked again.
   */
  readonly sink?: (bytes: number, contentType: string) => BodySink | undefined;
  /** Bytes of the body so far, and of how many where the server says it. */
  readonly onProgress?: (bytes: number, total: number | undefined) => void;
}

/** Takes a body piece by piece, so that it is nowhere whole. */
export interface BodySink {
  /** Where the next bytes go: at least one, while there are more to come. */
  next(): Uint8Array;
  /** So many of them are there. */
  written(bytes: number): void;
}

export interface AlpacaResponse {
  readonly status: number;
  /** As sent; empty when there was none. */
  readonly contentType: string;
  /** Empty where a sink took it. */
  readonly body: Uint8Array;
}

/**
 * Carries a request to a server and brings the whole answer.
 *
 * @throws TransportError nobody answers or the answer breaks off; TimeoutError; AbortedError
 */
export type Transport = (request: AlpacaRequest) => Promise<AlpacaResponse>;
