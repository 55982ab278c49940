import { Worker } from 'node:worker_threads';
import { AbortedError, InvalidInput, StorageError } from '@uraniborg/core';
import type { JobAnswer, JobAsked, JobTable } from './serveJobs.ts';

/** Threads that do what would keep everybody else waiting. */
export interface WorkerPool<T extends JobTable> {
  /**
   * Has a job done by the next free worker. What is posted is copied unless it is shared memory: see sharePixels.
   *
   * @throws what the job threw: InvalidInput and StorageError as such, else an Error with its sentence; an Error that says so when the
   * worker died of it (it is replaced); AbortedError when the pool is closed
   */
  run<K extends keyof T & string>(name: K, ...input: Parameters<T[K]>): Promise<Awaited<ReturnType<T[K]>>>;
  /**
   * Has as many of a job done as there are workers, at once: those that are idle or not begun yet do one each.
   *
   * @throws as run
   */
  runOnEach<K extends keyof T & string>(name: K, ...input: Parameters<T[K]>): Promise<Awaited<ReturnType<T[K]>>[]>;
  /** Ends the workers; what was waiting or under way is rejected. */
  close(): Promise<void>;
}

interface Job extends JobAsked {
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A pool of at most `threads` workers, begun when they are first needed. They keep no program running that has nothing
 * else to do.
 * @param entry the module that a worker runs: it calls serveJobs with the table of jobs
 */
export function workerPool<T extends JobTable>(entry: URL, threads: number): WorkerPool<T> {
  const waiting: Job[] = [];
  const idle: Worker[] = [];
  const workers = new Map<Worker, Job | undefined>();
  let closed = false;

  const give = (worker: Worker) => {
    // Whoever waits for its end must not be left alone with a worker that keeps no program running.
    if (closed) return;
    const job = waiting.shift();
    workers.set(worker, job);
    if (job) {
      worker.ref();
      const { name, input } = job;
      try {
        worker.postMessage({ name, input } satisfies JobAsked);
        return;
      } catch (error) {
        job.reject(new Error(`The job "${name}" cannot be handed to a worker`, { cause: error }));
        workers.set(worker, undefined);
      }
    }
    worker.unref();
    idle.push(worker);
  };

  const begin = () => {
    const worker = new Worker(entry);
    let death: unknown;
    worker.on('message', (answer: JobAnswer) => {
      const job = workers.get(worker);
      if ('output' in answer) job?.resolve(answer.output);
      else if (answer.invalid) job?.reject(new InvalidInput(answer.failed, answer.where));
      else if (answer.storage !== undefined) job?.reject(new StorageError(answer.failed, answer.storage));
      else job?.reject(new Error(answer.failed));
      give(worker);
    });
    worker.on('error', (error) => {
      death = error;
    });
    worker.on('exit', (code) => {
      const job = workers.get(worker);
      workers.delete(worker);
      if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1);
      const why = death instanceof Error ? death.message : `exit code ${code}`;
      job?.reject(
        new Error(`The worker that was to do "${job.name}" died (${why}); another takes its place`, { cause: death }),
      );
      if (!closed && waiting.length > 0) give(begin());
    });
    return worker;
  };

  const run: WorkerPool<T>['run'] = (name, ...input) =>
    new Promise((resolve, reject) => {
      if (closed) {
        reject(new AbortedError('the workers have been ended'));
        return;
      }
      waiting.push({ name, input, resolve: resolve as (output: unknown) => void, reject });
      const worker = idle.pop() ?? (workers.size < threads ? begin() : undefined);
      if (worker) give(worker);
    });

  return {
    run,
    runOnEach: (name, ...input) => Promise.all(Array.from({ length: threads }, () => run(name, ...input))),
    async close() {
      closed = true;
      const ended = new AbortedError('the workers have been ended');
      for (const job of waiting.splice(0)) job.reject(ended);
      for (const [worker, job] of workers) {
        job?.reject(ended);
        workers.set(worker, undefined);
      }
      await Promise.all([...workers.keys()].map((worker) => worker.terminate()));
    },
  };
}
