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
  /** Where to put a body whose length is known before it comes; undefined: anywhere. */
  readonly allocate?: (bytes: number, contentType: string) => Uint8Array | undefined;
  /** Bytes of the body so far, and of how many where the server says it. */
  readonly onProgress?: (bytes: number, total: number | undefined) => void;
}

export interface AlpacaResponse {
  readonly status: number;
  /** As sent; empty when there was none. */
  readonly contentType: string;
  readonly body: Uint8Array;
}

/**
 * Carries a request to a server and brings the whole answer.
 *
 * @throws TransportError nobody answers or the answer breaks off; TimeoutError; AbortedError
 */
export type Transport = (request: AlpacaRequest) => Promise<AlpacaResponse>;
