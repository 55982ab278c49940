import type { Activity } from '@uraniborg/api';
import { isAborted } from '@uraniborg/core';
import {
  type Observatory,
  type Operation,
  type RunningOperation,
  type StepEvent,
  startOperation,
} from '@uraniborg/operations';
import type { StateStore } from './stateStore.ts';

/** What is under way, as the screens see it. */
export interface Activities {
  /**
   * Starts an operation and answers with its activity as soon as it runs.
   * @param onFailure told of what ended it, when its devices are free again; not of a stop
   * @param onDone told of what it gives, when its devices are free again
   * @throws DeviceError what it needs is in use; InvalidInput it goes against a limit
   */
  start<T>(
    kind: Activity['kind'],
    operation: Operation<T>,
    onFailure?: (error: unknown) => void,
    onDone?: (result: T) => void,
  ): Promise<string>;
  /** Stops one, or all; settles when what it commanded stands still. */
  stop(id?: string): Promise<void>;
  /** Settles when nothing is under way. */
  idle(): Promise<void>;
}

const REFRESH_MS = 250;

interface Running {
  kind: Activity['kind'];
  operation: RunningOperation<unknown>;
  /** How the step in hand is getting on: all that can be told of an operation without an end. */
  step: { fraction: number | null; secondsLeft: number | null };
  ended: Promise<void>;
}

export function activities(observatory: Observatory, store: StateStore, signal: AbortSignal): Activities {
  const { clock } = observatory;
  const running = new Map<string, Running>();
  let count = 0;

  const publish = () => store.change({ activities: [...running].map(([id, one]) => activityOf(id, one)) });
  const refresh = async () => {
    while (running.size > 0) {
      publish();
      await clock.sleep(REFRESH_MS, signal);
    }
  };
  return {
    async start(kind, operation, onFailure = () => {}, onDone = () => {}) {
      const step: Running['step'] = { fraction: null, secondsLeft: null };
      const begun = await startOperation(operation, observatory, (event) => follow(step, event));
      const id = `a${++count}`;
      const ended = begun.done
        // What went wrong is in the log already, in words.
        .then(
          (result) => ({ result }),
          (error: unknown) => ({ error }),
        )
        .then((end) => {
          running.delete(id);
          publish();
          if ('result' in end) onDone(end.result);
          else if (!isAborted(end.error)) onFailure(end.error);
        });
      running.set(id, { kind, operation: begun, step, ended });
      publish();
      if (running.size === 1) refresh().catch(ignoreEnd);
      return id;
    },
    async stop(id) {
      const stopped = [...running].filter(([one]) => id === undefined || one === id).map(([, one]) => one);
      for (const one of stopped) one.operation.stop('stopped by hand');
      await Promise.all(stopped.map((one) => one.ended));
    },
    async idle() {
      await Promise.all([...running.values()].map((one) => one.ended));
    },
  };
}

function follow(step: Running['step'], event: StepEvent): void {
  if (event.type === 'progress') {
    step.fraction = event.progress.fraction ?? null;
    step.secondsLeft = event.progress.secondsLeft ?? null;
  } else {
    step.fraction = null;
    step.secondsLeft = null;
  }
}

function activityOf(id: string, { kind, operation, step }: Running): Activity {
  const { text, phase, fraction, secondsLeft } = operation.progress();
  return {
    id,
    kind,
    title: text || operation.name,
    phase,
    fraction: fraction ?? step.fraction,
    secondsLeft: secondsLeft ?? step.secondsLeft,
    startedAt: operation.startedAt,
    stoppable: true,
  };
}

function ignoreEnd(error: unknown): void {
  if (!isAborted(error)) throw error;
}
