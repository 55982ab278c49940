import { mkdir, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { AbortedError, InvalidInput } from '@uraniborg/core';
import { workerPool } from '../../workers/workerPool.ts';
import { demandFree } from './demandFree.ts';
import type { StackJobs } from './stackJobs.ts';
import type { StackedFile, StackListener, StackRequest } from './stackRequest.ts';

export type { StackRequest };

/**
 * Calibrates, registers and stacks frames into one of 32-bit floating point, on all cores. Memory is bounded whatever
 * their number: frames that do not fit wait in a folder beside the result, which is gone at the end.
 *
 * @throws InvalidInput fewer than two frames lie on each other, masters that do not fit, or the name is taken
 * @throws StorageError a file is not there, the disk is full ...
 * @throws AbortedError when the signal aborts; nothing is left behind
 */
export async function stackFiles(request: StackRequest, listener: StackListener): Promise<StackedFile> {
  const { files, out } = request;
  const { signal } = listener;
  if (files.length < 2) throw new InvalidInput('A stack needs at least two frames', 'files');
  await demandFree(out);
  signal.throwIfAborted();
  const scratch = join(dirname(out), `.${basename(out)}.${process.pid}.frames`);
  const threads = request.threads ?? Math.max(1, Math.min(8, availableParallelism()));
  const workers = workerPool<StackJobs>(new URL('./stackWorker.ts', import.meta.url), threads);
  // They read their sources while this thread reads its own.
  for (let i = 0; i < threads; i++) workers.run('ready').catch(() => undefined);
  const stop = () => void workers.close();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await mkdir(scratch, { recursive: true });
    const { stackWork } = await import('./stackWork.ts');
    return await stackWork({ ...request, scratch, threads }, workers, listener);
  } catch (error) {
    throw signal.aborted ? new AbortedError('interrupted') : error;
  } finally {
    signal.removeEventListener('abort', stop);
    await workers.close();
    await rm(scratch, { recursive: true, force: true });
  }
}
