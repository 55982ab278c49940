import {
  AbortedError,
  DeviceError,
  HouseError,
  InvalidInput,
  StorageError,
  sentenceOf,
  TimeoutError,
  TransportError,
} from '@uraniborg/core';

/** An error of the house as it goes from thread to thread, where classes get lost. */
export interface ErrorParts {
  readonly tag: HouseError['tag'] | undefined;
  readonly message: string;
  readonly code: number | string | undefined;
  readonly where: string | undefined;
  readonly cause: ErrorParts | undefined;
}

export function errorParts(error: unknown): ErrorParts {
  const { code, where, cause } = error instanceof Error ? (error as Error & { code?: unknown; where?: unknown }) : {};
  return {
    tag: error instanceof HouseError ? error.tag : undefined,
    message: error instanceof Error ? error.message : sentenceOf(error),
    code: typeof code === 'number' || typeof code === 'string' ? code : undefined,
    where: typeof where === 'string' ? where : undefined,
    cause: cause === undefined ? undefined : errorParts(cause),
  };
}

export function errorOf({ tag, message, code, where, cause }: ErrorParts): Error {
  const options = cause && { cause: errorOf(cause) };
  switch (tag) {
    case 'DeviceError':
      return new DeviceError(message, code ?? '', options);
    case 'TransportError':
      return new TransportError(message, options);
    case 'AbortedError':
      return new AbortedError(message, options);
    case 'TimeoutError':
      return new TimeoutError(message, options);
    case 'InvalidInput':
      return new InvalidInput(message, where, options);
    case 'StorageError':
      return new StorageError(message, String(code), options);
    case undefined:
      return Object.assign(new Error(message, options), code !== undefined && { code });
  }
}
