import { threadId } from 'node:worker_threads';
import { InvalidInput, StorageError } from '@uraniborg/core';
import { serveJobs } from '../serveJobs.ts';

/** Jobs that go wrong in every way. */
export const oddJobs = {
  thread: () => threadId,
  sum: (data: Uint16Array) => data.reduce((sum, value) => sum + value, 0),
  ramp: (length: number) => ({ data: Uint16Array.from({ length }, (_, i) => i) }),
  refuse: (where: string): never => {
    throw new InvalidInput('that cannot be used', where);
  },
  lose: (): never => {
    throw new StorageError('that is not there', 'ENOENT');
  },
  fail: (): never => {
    throw new Error('that went wrong', { cause: new Error('a screw is loose') });
  },
  die: (): void => process.exit(3),
  never: () => new Promise<void>(() => {}),
};

serveJobs(oddJobs);
