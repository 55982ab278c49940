import type { Step } from './plan.ts';
import { kindOf } from './steps/stepTable.ts';

/** A step as a person reads it in the log and in the timetable. */
export function describe(step: Step): string {
  if (step.do !== 'together') return kindOf(step).describe(step);
  return step.undisturbed ? 'Undisturbed' : `${step.plans.length} things at once`;
}

/** Steps that only ask something or hold others together: performed, but not worth a line in a log. */
export function isQuiet(step: Step): boolean {
  return ['now', 'completed', 'focuserPosition', 'note', 'together', 'awaitReady'].includes(step.do);
}
