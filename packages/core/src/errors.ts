/**
 * The kinds of failure a caller reacts to differently, and no more. An outcome of the domain (no star found, no plate
 * solution) is a value, never one of these.
 */

/** What every error of the house has: a `tag` that survives serialisation, and a sentence a person can act on. */
export abstract class HouseError extends Error {
  abstract readonly tag:
    | 'DeviceError'
    | 'TransportError'
    | 'AbortedError'
    | 'TimeoutError'
    | 'InvalidInput'
    | 'StorageError';
}

/** A device answered, and what it answered is a refusal or a fault. */
export class DeviceError extends HouseError {
  readonly tag = 'DeviceError';
  override readonly name = 'DeviceError';
  /** The protocol's own number or word: an ASCOM error number such as 0x40B, an INDI state such as "Alert". */
  readonly code: number | string;
  constructor(message: string, code: number | string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** No usable answer came: refused, reset, not found on the network, or an answer that is not of the protocol. */
export class TransportError extends HouseError {
  readonly tag = 'TransportError';
  override readonly name = 'TransportError';
}

/** Somebody asked for it to stop. */
export class AbortedError extends HouseError {
  readonly tag = 'AbortedError';
  override readonly name = 'AbortedError';
}

/** Nothing happened within the time allowed. */
export class TimeoutError extends HouseError {
  readonly tag = 'TimeoutError';
  override readonly name = 'TimeoutError';
}

/** What was given cannot be used. The message says what was wrong, where, and what would be right. */
export class InvalidInput extends HouseError {
  readonly tag = 'InvalidInput';
  override readonly name = 'InvalidInput';
  /** Where in the input: a field name, a keyword, a byte offset. */
  readonly where: string | undefined;
  constructor(message: string, where?: string, options?: ErrorOptions) {
    super(message, options);
    this.where = where;
  }
}

/** A file could not be written or read. What was to be written is still in memory and can be saved again. */
export class StorageError extends HouseError {
  readonly tag = 'StorageError';
  override readonly name = 'StorageError';
  /** The system's own word: "ENOSPC", "EROFS" ... */
  readonly code: string;
  constructor(message: string, code: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Any thrown thing as one sentence for a person; causes follow after a colon where they add something. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : sentenceOf(error.cause);
  return cause && !error.message.includes(cause) ? `${error.message}: ${cause}` : error.message;
}

/** Whether `error` is what an aborted signal produces, ours or the platform's own DOMException. */
export function isAborted(error: unknown): boolean {
  return error instanceof AbortedError || (error instanceof Error && error.name === 'AbortError');
}
