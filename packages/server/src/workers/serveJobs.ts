import { flushCompileCache } from 'node:module';
import { isMarkedAsUntransferable, parentPort } from 'node:worker_threads';
import { InvalidInput, StorageError, sentenceOf } from '@uraniborg/core';
import { collectWhenIdle } from './collectSoon.ts';

/** What a pool can ask its workers for: plain functions of values that can be posted. */
// biome-ignore lint/suspicious/noExplicitAny: the pool's own types say what each function of a table takes
export type JobTable = Readonly<Record<string, (...input: any[]) => unknown>>;

export interface JobAsked {
  readonly name: string;
  readonly input: readonly unknown[];
}

/** `invalid`: an InvalidInput, with the place in the input; `storage`: a StorageError, with the system's own word. */
export type JobAnswer =
  | { readonly output: unknown }
  | {
      readonly failed: string;
      readonly invalid?: boolean;
      readonly where?: string | undefined;
      readonly storage?: string;
    };

/** Smaller memory is copied faster than it is handed over. */
const WORTH_MOVING = 65_536;

/** A worker's whole life: one job after the other, each answered with its output or with what went wrong. */
export function serveJobs(jobs: JobTable): void {
  let isFirst = true;
  parentPort?.on('message', async ({ name, input }: JobAsked) => {
    try {
      const job = jobs[name];
      if (!job) throw new Error(`no worker knows how to do "${name}"`);
      const output = await job(...input);
      parentPort?.postMessage({ output } satisfies JobAnswer, [...movable(output)]);
    } catch (error) {
      parentPort?.postMessage(failureOf(error));
    }
    collectWhenIdle();
    // A worker is ended in the middle of whatever it does: what it has read and compiled is kept for the next one now.
    if (isFirst) flushCompileCache();
    isFirst = false;
  });
}

function failureOf(error: unknown): JobAnswer {
  const failed = sentenceOf(error);
  if (error instanceof InvalidInput) return { failed, invalid: true, where: error.where };
  return error instanceof StorageError ? { failed, storage: error.code } : { failed };
}

/** The large memory inside a value that only this thread has. */
function movable(value: unknown, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> {
  if (ArrayBuffer.isView(value)) {
    const { buffer } = value;
    // What zlib and the pool of Buffers hand out stays theirs.
    const ours = buffer instanceof ArrayBuffer && !isMarkedAsUntransferable(buffer);
    if (ours && buffer.byteLength >= WORTH_MOVING) found.add(buffer);
  } else if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) movable(part, found);
  }
  return found;
}
