import { isAborted } from '@uraniborg/core';
import type { FrameAt } from '../workers/openFrame.ts';
import type { PixelJobs } from '../workers/pixelJobs.ts';
import type { WorkerPool } from '../workers/workerPool.ts';
import { type MeasuredFrame, measureFrame } from './measureFrame.ts';

/** Measures frames behind everybody's back, one at a time, so that the other workers are free for the next exposure. */
export interface QualityQueue {
  /** The newest frame is measured first. */
  add(id: string): void;
  /** Settles when a frame neither waits nor is being measured. */
  measured(id: string): Promise<void>;
  /** Settles when nothing waits. */
  idle(): Promise<void>;
}

export interface QualityQueueParts {
  workers: Pick<WorkerPool<PixelJobs>, 'run'>;
  /** The frame in memory or the path of its file, when its turn has come; undefined: nobody can have it any more. */
  find: (id: string) => FrameAt | undefined;
  /** The star tables of frames that it can be compared with, as soon as everybody has been told of it. */
  compared: (id: string) => Promise<readonly Float32Array[]>;
  onMeasured: (id: string, measured: MeasuredFrame) => void;
  /** A frame that cannot be measured is no reason to stop. */
  onFailed: (id: string, error: unknown) => void;
}

/** Frames beyond it are forgotten, the oldest first: a loop of short exposures is faster than any measuring. */
const MOST_WAITING = 1000;

export function qualityQueue({ workers, find, compared, onMeasured, onFailed }: QualityQueueParts): QualityQueue {
  const waiting: string[] = [];
  let working: Promise<void> | undefined;
  /** Somebody waits for these. */
  const awaited = new Map<string, PromiseWithResolvers<void>>();
  let current: string | undefined;
  const over = (id: string) => {
    awaited.get(id)?.resolve();
    awaited.delete(id);
  };

  const work = async () => {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      current = id;
      try {
        const frame = find(id);
        if (frame === undefined) continue;
        const others = compared(id);
        const [measured] = await Promise.all([measureFrame(frame, workers.run, others), others]);
        onMeasured(id, measured);
      } catch (error) {
        if (isAborted(error)) return;
        onFailed(id, error);
      } finally {
        current = undefined;
        over(id);
      }
    }
  };
  return {
    add(id) {
      waiting.push(id);
      const forgotten = waiting.length > MOST_WAITING ? waiting.shift() : undefined;
      if (forgotten !== undefined) over(forgotten);
      working ??= work().finally(() => {
        working = undefined;
        // What is still waited for when the workers end is not measured any more.
        for (const left of [...awaited.keys()]) over(left);
      });
    },
    async measured(id) {
      if (id !== current && !waiting.includes(id)) return;
      const known = awaited.get(id) ?? Promise.withResolvers<void>();
      awaited.set(id, known);
      await known.promise;
    },
    async idle() {
      await working;
    },
  };
}
