import { StorageError } from '@uraniborg/core';
import { storageError } from './storageError.ts';

const WHY: Record<string, string> = {
  ENOENT: 'there is no file of that name',
  EISDIR: 'it is a folder; name a file in it',
  EACCES: 'you may not read it; change its rights',
  EPERM: 'you may not read it; change its rights',
  ENOTDIR: 'part of the path is a file, not a folder',
};

/** Why a file cannot be read, as a sentence: "M42.fits cannot be read: there is no file of that name". */
export function readingError(what: string, error: unknown): StorageError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const why = WHY[code];
  return why === undefined ? storageError(what, error) : new StorageError(`${what}: ${why}`, code);
}
