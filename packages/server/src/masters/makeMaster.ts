import { Worker } from 'node:worker_threads';
import { AbortedError, InvalidInput } from '@uraniborg/core';
import type { StackMethod } from '@uraniborg/imaging';

export interface MasterRequest {
  readonly files: readonly string[];
  /** The masters, among which are what flats are freed of, and where the new one goes. */
  readonly folder: string;
  /** Default: with rejection, where there are frames enough for it. */
  readonly method?: Exclude<StackMethod['kind'], 'sum' | 'winsorised'> | undefined;
}

export interface MadeMaster {
  readonly file: string;
  readonly frames: number;
  /** What a person should know of it: what was missing, or left out. */
  readonly notes: readonly string[];
}

export type MasterProgress = { readonly phase: string; readonly fraction: number; readonly secondsLeft: number | null };

/** What the thread says. */
export type MasterWord =
  | { readonly progress: MasterProgress }
  | { readonly made: MadeMaster }
  | { readonly failed: string; readonly aborted: boolean };

/**
 * Makes a master of frames of one kind, in a thread of its own: nobody waits for its pixels.
 *
 * @throws InvalidInput frames that do not belong together, or cannot be read; AbortedError: nothing is left behind
 */
export async function makeMaster(
  request: MasterRequest,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (progress: MasterProgress) => void },
): Promise<MadeMaster> {
  signal.throwIfAborted();
  const worker = new Worker(new URL('./makeMasterWorker.ts', import.meta.url), { workerData: request });
  const stop = () => worker.postMessage('stop');
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await new Promise<MadeMaster>((resolve, reject) => {
      worker.on('message', (word: MasterWord) => {
        if ('progress' in word) onProgress(word.progress);
        else if ('made' in word) resolve(word.made);
        else reject(word.aborted ? new AbortedError(word.failed) : new InvalidInput(word.failed));
      });
      worker.on('error', reject);
      worker.on('exit', (code) => reject(new Error(`The thread that was making a master ended (exit code ${code})`)));
    });
  } finally {
    signal.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
