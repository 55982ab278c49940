import { AbortedError } from '@uraniborg/core';
import type { Plan, Step } from './plan.ts';
import type { StepProgress } from './steps/stepKind.ts';
import type { DeviceStep } from './steps/stepTable.ts';

/** Carries out one step. Settles when the hardware stands still again, also when it was aborted. */
export type Perform = (
  step: DeviceStep,
  how: { signal: AbortSignal; onProgress: (progress: StepProgress) => void },
) => Promise<unknown>;

/**
 * What happens to a step. `path` is its place in the plan: [3] is the fourth step, [3, 0, 1] the second step of the
 * first plan of a `together` that is the fourth step.
 */
export type StepEvent = { readonly path: readonly number[]; readonly step: Step } & (
  | { readonly type: 'started' | 'finished' }
  | { readonly type: 'progress'; readonly progress: StepProgress }
  | { readonly type: 'failed'; readonly error: unknown }
);

export interface RunOptions {
  readonly perform: Perform;
  /** Stops the plan: the step in hand is aborted, then the plan's `finally` blocks run, undisturbed. */
  readonly signal: AbortSignal;
  /** Stops the `finally` blocks as well: every further step is aborted at once. */
  readonly abandon?: AbortSignal;
  readonly observe?: (event: StepEvent) => void;
}

/** More steps than any clean-up needs: a plan that goes on after it was stopped is put an end to. */
const CLEANUP_STEPS = 200;
const PATIENCE = 1000;

/**
 * Drives a plan to its end, one step at a time.
 *
 * A failed step is thrown into the plan, which may catch it. A stop is not: the plan is made to *return*, so that its
 * `finally` blocks run (and may yield steps, which are not stopped again) but no `catch` can mistake the stop for one
 * more failure to be retried.
 *
 * @returns what the plan returns
 * @throws what the plan throws; the signal's reason when it was stopped; a failure of the clean-up rather than that
 */
export function runPlan<T>(plan: Plan<T>, options: RunOptions): Promise<T> {
  return drive(plan, options, []);
}

async function drive<T>(plan: Plan<T>, options: RunOptions, parents: readonly number[]): Promise<T> {
  const { signal, abandon = new AbortController().signal, observe = () => {} } = options;
  let stopped = false;
  let cleanups = 0;
  // A stopped plan returns no value: the runner rejects instead.
  const leave = () => plan.return(undefined as T);
  let next = signal.aborted ? leave() : plan.next();
  if (signal.aborted) stopped = true;
  for (let index = 0; !next.done; index++) {
    if (signal.aborted && !stopped && !isUndisturbed(next.value)) {
      stopped = true;
      next = leave();
      continue;
    }
    if (stopped && (abandon.aborted || ++cleanups > CLEANUP_STEPS)) {
      if (index > PATIENCE) throw new Error('The plan was stopped and does not end');
      next = leave();
      continue;
    }
    const step = next.value;
    const path = [...parents, index];
    const within: AbortSignal = stopped ? abandon : signal;
    let outcome: { result: unknown } | { error: unknown };
    try {
      observe({ type: 'started', path, step });
      const result =
        step.do === 'together'
          ? await alongside(step.plans, { ...options, signal: step.undisturbed ? abandon : within, abandon }, path)
          : await options.perform(step, {
              signal: within,
              onProgress: (progress) => observe({ type: 'progress', path, step, progress }),
            });
      observe({ type: 'finished', path, step });
      outcome = { result };
    } catch (error) {
      outcome = { error };
    }
    if ('error' in outcome) {
      observe({ type: 'failed', path, step, error: outcome.error });
      next = within.aborted ? leave() : plan.throw(outcome.error);
      stopped ||= within.aborted;
    } else next = plan.next(outcome.result);
  }
  if (stopped) throw reasonOf(signal);
  return next.value;
}

/** Runs plans side by side; the first failure stops the rest, and is thrown when all have ended. */
async function alongside(
  plans: readonly Plan<unknown>[],
  options: RunOptions,
  path: readonly number[],
): Promise<unknown[]> {
  const siblings = new AbortController();
  const signal = AbortSignal.any([options.signal, siblings.signal]);
  let failure: { error: unknown } | undefined;
  const results = await Promise.all(
    plans.map(async (plan, i) => {
      try {
        return await drive(plan, { ...options, signal }, [...path, i]);
      } catch (error) {
        failure ??= { error };
        siblings.abort(new AbortedError('Stopped, because what ran beside it failed', { cause: error }));
        return undefined;
      }
    }),
  );
  if (failure) throw failure.error;
  return results;
}

function isUndisturbed(step: Step): boolean {
  return step.do === 'together' && step.undisturbed === true;
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new AbortedError('Stopped', { cause: signal.reason });
}
