import { workerPool } from '../workerPool.ts';
import type { oddJobs } from './oddWorker.ts';

const pool = workerPool<typeof oddJobs>(new URL('./oddWorker.ts', import.meta.url), 1);
await pool.run('thread');
pool.run('thread').catch(() => undefined);
// The answer comes, and this thread looks at it only when it is ending the worker.
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
await pool.close();
console.log('closed');
