import { AbortedError, sentenceOf } from '@uraniborg/core';
import type { Direction } from '@uraniborg/devices';
import { describe, isQuiet } from './describe.ts';
import { firstComplaint, type Limit } from './limits.ts';
import type { Plan, Step } from './plan.ts';
import type { ExpectedWorld } from './steps/stepKind.ts';
import { kindOf } from './steps/stepTable.ts';

/** One line of the timetable. */
export interface TimetableEntry {
  /** As in StepEvent. */
  readonly path: readonly number[];
  readonly step: Step;
  readonly text: string;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  readonly seconds: number;
}

export interface Problem {
  readonly at: number;
  /** The step that would be wrong. */
  readonly text: string;
  readonly problem: string;
}

/** What a plan would do. */
export interface Rehearsal {
  readonly timetable: readonly TimetableEntry[];
  readonly start: number;
  /** Milliseconds since the Unix epoch; undefined when the plan was cut short because it does not end by itself. */
  readonly end: number | undefined;
  readonly framesKept: number;
  readonly problems: readonly Problem[];
}

export interface RehearseOptions {
  /** When it would begin, milliseconds since the Unix epoch. */
  readonly start: number;
  /** What is known of the observatory at the start. */
  readonly world?: {
    readonly pointing?: Direction;
    readonly focuser?: number;
    readonly slot?: number;
    readonly temperature?: number;
  };
  /** What the ledger holds. Default: nothing. */
  readonly completed?: (key: string) => number;
  readonly limits?: readonly Limit[];
  /** A plan that goes on longer is cut short. Default 20 000 steps, 3 days. */
  readonly maxSteps?: number;
  readonly maxSeconds?: number;
}

/** Runs a plan without any device: its timetable, how long it takes, and what would go against a limit. */
export function rehearse(plan: Plan<unknown>, options: RehearseOptions): Rehearsal {
  const { start, limits = [], maxSteps = 20_000, maxSeconds = 3 * 86_400, completed = () => 0 } = options;
  const { pointing, focuser, slot, temperature } = options.world ?? {};
  const counted = new Map<string, number>();
  const world: ExpectedWorld = {
    ...{ at: start, pointing, focuser, slot, temperature, framesKept: 0 },
    completed: (key) => completed(key) + (counted.get(key) ?? 0),
    count: (key) => counted.set(key, (counted.get(key) ?? 0) + 1),
  };
  const timetable: TimetableEntry[] = [];
  const problems: Problem[] = [];
  let cut = false;

  const perform = (step: Step, path: readonly number[]): unknown => {
    const { at } = world;
    const text = describe(step);
    if (step.do === 'together') {
      const place = timetable.length;
      let end = at;
      const results = step.plans.map((child, i) => {
        world.at = at;
        const result = through(child, [...path, i]);
        end = Math.max(end, world.at);
        return result;
      });
      world.at = end;
      timetable.splice(place, 0, { path, step, text, at, seconds: (end - at) / 1000 });
      return results;
    }
    const problem = firstComplaint(limits, step, world);
    if (problem !== undefined) problems.push({ at, text, problem });
    const { seconds, gives } = kindOf(step).expect(step, world);
    timetable.push({ path, step, text, at, seconds });
    world.at = at + seconds * 1000;
    return gives;
  };

  const through = (child: Plan<unknown>, parents: readonly number[]): unknown => {
    let next = child.next();
    for (let index = 0; !next.done; index++) {
      if (cut || timetable.length >= maxSteps || world.at - start > maxSeconds * 1000) {
        cut = true;
        next = child.return(undefined);
        if (!next.done) child.throw(new AbortedError('The rehearsal ends here'));
        return undefined;
      }
      const result = perform(next.value, [...parents, index]);
      next = child.next(result);
    }
    return next.value;
  };

  try {
    through(plan, []);
  } catch (error) {
    if (!cut) problems.push({ at: world.at, text: 'The plan itself', problem: sentenceOf(error) });
  }
  const end = cut ? undefined : world.at;
  return { timetable, start, end, framesKept: world.framesKept, problems };
}

/** The timetable without the steps that only ask something: what a person wants to read. */
export function readableTimetable(rehearsal: Rehearsal): readonly TimetableEntry[] {
  return rehearsal.timetable.filter(({ step }) => !isQuiet(step));
}
