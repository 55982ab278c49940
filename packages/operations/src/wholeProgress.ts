import { describe, isQuiet } from './describe.ts';
import type { Rehearsal } from './rehearse.ts';
import type { StepEvent } from './runPlan.ts';
import type { StepProgress } from './steps/stepKind.ts';

/** How a running plan is getting on, as a whole. */
export interface Progress {
  /** What it does right now, a sentence. */
  readonly text: string;
  /** "exposing", "downloading" ... where the step tells. */
  readonly phase: string;
  /** 0 to 1 of the whole; undefined for a plan without an end. */
  readonly fraction: number | undefined;
  readonly secondsLeft: number | undefined;
}

/**
 * Follows the events of a run against its rehearsal. What is left is what the rehearsal still expected after the steps
 * in hand, plus what these have left: so a late start of the guiding shifts the end and a fast download brings it nearer.
 */
export function followProgress(rehearsal: Rehearsal) {
  const expected = new Map(rehearsal.timetable.map((entry) => [entry.path.join('.'), entry]));
  const active = new Map<string, { since: number; event: StepEvent; progress?: StepProgress; told: number }>();
  const begun = { at: undefined as number | undefined };
  let lastKnownLeft = rehearsal.end === undefined ? undefined : (rehearsal.end - rehearsal.start) / 1000;

  const leftOf = (path: string, now: number): number | undefined => {
    const entry = expected.get(path);
    const step = active.get(path);
    if (!entry || !step || rehearsal.end === undefined) return undefined;
    const after = (rehearsal.end - entry.at) / 1000 - entry.seconds;
    const inHand = Math.max(0, entry.seconds - (now - step.since) / 1000);
    // A device that tells of its phase knows better than the estimate, but knows the phase only.
    const { progress } = step;
    const told = progress?.phase === 'exposing' ? (progress.secondsLeft ?? 0) - (now - step.told) / 1000 : 0;
    return after + Math.max(inHand, told);
  };

  return {
    observe(event: StepEvent, now: number): void {
      begun.at ??= now;
      const path = event.path.join('.');
      if (event.type === 'started') active.set(path, { since: now, event, told: now });
      else if (event.type === 'progress') {
        const step = active.get(path);
        if (step) Object.assign(step, { progress: event.progress, told: now });
      } else active.delete(path);
    },
    /** At `now`, milliseconds since the Unix epoch. */
    read(now: number): Progress {
      const leaves = [...active].filter(([, { event }]) => event.step.do !== 'together');
      const left = leaves.map(([path]) => leftOf(path, now)).filter((seconds) => seconds !== undefined);
      if (left.length > 0) lastKnownLeft = Math.max(...left);
      const shown = leaves.filter(([, { event }]) => !isQuiet(event.step));
      const passed = (now - (begun.at ?? now)) / 1000;
      return {
        text: shown.map(([, { event }]) => describe(event.step)).join('; '),
        phase: shown
          .map(([, { progress }]) => progress?.phase)
          .filter((phase) => phase !== undefined)
          .join('; '),
        fraction: lastKnownLeft === undefined ? undefined : passed / Math.max(passed + lastKnownLeft, 1e-9),
        secondsLeft: lastKnownLeft,
      };
    },
  };
}
