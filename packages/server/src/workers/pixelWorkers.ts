import { availableParallelism } from 'node:os';
import type { PixelJobs } from './pixelJobs.ts';
import { type WorkerPool, workerPool } from './workerPool.ts';

/** Everything that is computed on pixels in the server is computed by these. */
export type PixelWorkers = WorkerPool<PixelJobs>;

/** Two at least: the frame that was just taken never waits for the measuring of the one before. */
export function pixelWorkers(threads = Math.max(2, Math.min(4, availableParallelism() - 1))): PixelWorkers {
  return workerPool<PixelJobs>(new URL('./pixelWorker.ts', import.meta.url), threads);
}
