import { InvalidInput, systemClock } from '@uraniborg/core';
import type { Frame } from '@uraniborg/formats';
import type { RawJobs } from './rawJobs.ts';
import { workerPool } from './workerPool.ts';

/** The largest files take seconds; one that takes longer than this was made to. */
const LIMIT_MS = 120_000;

/**
 * The frame in a camera's raw file (see readRaw) or JPEG, decoded by a worker of its own, which ends with it: what a
 * hostile file does to LibRaw hurts nobody, and lasts no longer than two minutes.
 *
 * @throws InvalidInput it is no file that can be read, damaged, or takes too long
 */
export async function decodeRaw(file: Uint8Array): Promise<Frame> {
  const worker = workerPool<RawJobs>(new URL('./rawWorker.ts', import.meta.url), 1);
  const over = new AbortController();
  const tooLong = systemClock.sleep(LIMIT_MS, over.signal).then(
    () => Promise.reject(new InvalidInput('The raw file takes too long to be read: it is damaged or made to harm')),
    () => new Promise<never>(() => {}),
  );
  try {
    return await Promise.race([worker.run('read', file), tooLong]);
  } finally {
    over.abort();
    await worker.close();
  }
}
