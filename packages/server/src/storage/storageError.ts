import { StorageError } from '@uraniborg/core';

const WHY: Record<string, string> = {
  ENOSPC: 'the disk is full; make room or choose another folder',
  EDQUOT: 'your disk quota is used up; make room or choose another folder',
  EROFS: 'the disk is read-only; choose another folder',
  EACCES: 'you may not write there; change its rights or choose another folder',
  EPERM: 'you may not write there; change its rights or choose another folder',
  ENOENT: 'the folder is gone; put the disk back or choose another folder',
  EEXIST: 'part of the path is a file, not a folder; choose another folder',
  ENOTDIR: 'part of the path is a file, not a folder; choose another folder',
  ENAMETOOLONG: 'the name is too long for this disk; shorten the object name',
  EIO: 'the disk reports an error; check its cable and health',
  EMFILE: 'too many files are open; close other programs',
};

/** What the file system said, as a sentence with a next step: "M42.fits cannot be written: the disk is full; ..." */
export function storageError(what: string, error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  const code = codeOf(error);
  const why = (code && WHY[code]) ?? (error instanceof Error ? error.message : String(error));
  // The platform's message repeats what is said here in its own jargon: only what is no error of its kind is kept.
  return new StorageError(`${what}: ${why}`, code ?? 'EIO', { cause: error instanceof Error ? undefined : error });
}

/** SQLite's own result codes (sqlite3.h) that mean what a system error means. */
const OF_SQLITE: Record<number, string> = { 8: 'EROFS', 10: 'EIO', 13: 'ENOSPC' };

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('errcode' in error && typeof error.errcode === 'number') return OF_SQLITE[error.errcode & 0xff];
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
