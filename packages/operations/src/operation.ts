import { AbortedError, type Clock, InvalidInput, isAborted, sentenceOf, utcText } from '@uraniborg/core';
import type { Site } from '@uraniborg/devices';
import { describe, isQuiet } from './describe.ts';
import { frameDefect } from './frameDefect.ts';
import type { FrameSink } from './frameSink.ts';
import type { Leases } from './leases.ts';
import type { Ledger } from './ledger.ts';
import { firstComplaint, type Limit, type LimitWorld } from './limits.ts';
import type { Plan } from './plan.ts';
import { type Rehearsal, type RehearseOptions, rehearse } from './rehearse.ts';
import { type Rig, type Role, roleNames } from './rig.ts';
import { type Perform, runPlan, type StepEvent } from './runPlan.ts';
import { kindOf } from './steps/stepTable.ts';
import { followProgress, type Progress } from './wholeProgress.ts';

/** A plan with a name, and the devices it commands. The factory is called once to rehearse and once to run. */
export interface Operation<T> {
  /** "Series of M42": what the log and a conflict call it. */
  readonly name: string;
  readonly needs: readonly Role[];
  readonly plan: () => Plan<T>;
}

/** What operations are carried out with. One per observatory; `rig` is looked up when an operation starts. */
export interface Observatory {
  readonly rig: () => Rig;
  readonly clock: Clock;
  readonly leases: Leases;
  readonly ledger: Ledger;
  readonly frames: FrameSink;
  readonly limits: readonly Limit[];
  /** Default: `frameDefect`. A simulator that hands out one picture for ever needs another judge. */
  readonly frameDefect?: typeof frameDefect;
  readonly site: () => Site | undefined;
  readonly log: (entry: LogLine) => void;
}

export interface LogLine {
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  readonly level: 'info' | 'warning' | 'error';
  readonly text: string;
}

export interface RunningOperation<T> {
  readonly name: string;
  /** Milliseconds since the Unix epoch. */
  readonly startedAt: number;
  readonly rehearsal: Rehearsal;
  /** Settles when the plan has ended, its clean-up included, and the devices stand still and are free. */
  readonly done: Promise<T>;
  progress(): Progress;
  /** Stops it; its clean-up (park, warm up ...) still runs. Safe to repeat. */
  stop(why?: string): void;
  /** Stops it and its clean-up: everything stands still at once. */
  abandon(why?: string): void;
}

/**
 * Takes the devices, rehearses, and starts. Nothing moves when this rejects.
 *
 * @param observe is told of every step event, for a screen that wants to know at once; must not throw
 * @throws DeviceError 'busy' when a device is taken; InvalidInput when the rehearsal goes against a limit
 */
export async function startOperation<T>(
  operation: Operation<T>,
  observatory: Observatory,
  observe: (event: StepEvent) => void = () => {},
): Promise<RunningOperation<T>> {
  const { clock, ledger, limits, log } = observatory;
  const { name, needs } = operation;
  const rig = observatory.rig();
  const [stop, abandon] = [new AbortController(), new AbortController()];
  for (const role of needs)
    if (!rig[role]) throw new InvalidInput(`${name} needs a ${roleNames[role]}, and there is none`, role);
  const lease = await observatory.leases.take(name, needs, rig, { clock, signal: stop.signal });
  try {
    const startedAt = clock.now();
    const counts = await ledger.counts();
    const rehearsal = rehearse(operation.plan(), {
      start: startedAt,
      completed: (key) => counts.get(key) ?? 0,
      limits,
      world: await worldOf(rig, { clock, signal: stop.signal }),
    });
    const [problem] = rehearsal.problems;
    if (problem)
      throw new InvalidInput(`${name} cannot start: ${utcText(problem.at, 0)}, ${problem.text}: ${problem.problem}`);
    const follow = followProgress(rehearsal);
    const say = (level: LogLine['level'], text: string) => log({ at: clock.now(), level, text });
    const run = async () => {
      say('info', `${name} started${rehearsal.end === undefined ? '' : `, until ${utcText(rehearsal.end, 0)}`}`);
      let failed = false;
      try {
        return await runPlan(operation.plan(), {
          perform: performer(operation, observatory, rig, say),
          signal: stop.signal,
          abandon: abandon.signal,
          observe(event) {
            follow.observe(event, clock.now());
            narrate(event, say);
            observe(event);
          },
        });
      } catch (error) {
        failed = true;
        if (isAborted(error)) say('info', `${name} stopped: ${sentenceOf(error)}`);
        else say('error', `${name} failed: ${sentenceOf(error)}`);
        throw error;
      } finally {
        try {
          await lease.end({ clock, signal: new AbortController().signal });
          if (!failed) say('info', `${name} finished`);
        } catch (error) {
          say('error', sentencesOf(error));
        }
      }
    };
    const done = run();
    // Whoever starts it may look later: the failure is in the log already, so it is not unhandled.
    done.catch(() => {});
    return {
      name,
      startedAt,
      rehearsal,
      done,
      progress: () => follow.read(clock.now()),
      stop: (why = 'on request') => stop.abort(new AbortedError(why)),
      abandon(why = 'on request') {
        abandon.abort(new AbortedError(why));
        stop.abort(new AbortedError(why));
      },
    };
  } catch (error) {
    await lease.end({ clock, signal: new AbortController().signal });
    throw error;
  }
}

function performer<T>(
  operation: Operation<T>,
  observatory: Observatory,
  rig: Rig,
  log: (level: LogLine['level'], text: string) => void,
): Perform {
  const { clock, frames, ledger, limits } = observatory;
  const world: LimitWorld = { at: 0, pointing: undefined, framesKept: 0 };
  return async (step, { signal, onProgress }) => {
    const kind = kindOf(step);
    for (const role of kind.needs(step))
      if (!operation.needs.includes(role))
        throw new InvalidInput(`${operation.name} did not take the ${roleNames[role]} and may not command it`, role);
    world.at = clock.now();
    const complaint = firstComplaint(limits, step, world);
    if (complaint !== undefined) throw new InvalidInput(`${describe(step)}: ${complaint}`);
    const site = observatory.site();
    const judge = observatory.frameDefect ?? frameDefect;
    const tools = { rig, clock, signal, frames, frameDefect: judge, ledger, site, onProgress, log };
    const result = await kind.perform(step, tools);
    if (step.do === 'slew') world.pointing = step.target;
    if (step.do === 'park') world.pointing = undefined;
    return result;
  };
}

/** The log of a night reads like one: what was begun, and what went wrong. */
function narrate(event: StepEvent, say: (level: LogLine['level'], text: string) => void): void {
  if (event.type === 'started' && !isQuiet(event.step)) say('info', describe(event.step));
  if (event.type === 'failed' && event.step.do !== 'together' && !isAborted(event.error))
    say('error', `${describe(event.step)}: ${sentenceOf(event.error)}`);
}

/** What can be read of the observatory before a rehearsal; what cannot is left open. */
async function worldOf(
  { focuser, filterWheel, camera }: Rig,
  waiting: { clock: Clock; signal: AbortSignal },
): Promise<NonNullable<RehearseOptions['world']>> {
  const position = focuser?.connected ? (await focuser.read(waiting)).position : undefined;
  const slot = filterWheel?.connected ? (await filterWheel.read(waiting)).slot : undefined;
  const temperature = camera?.connected ? (await camera.read(waiting)).temperature : undefined;
  return {
    ...(position !== undefined && { focuser: position }),
    ...(slot !== undefined && { slot }),
    ...(temperature !== undefined && { temperature }),
  };
}

function sentencesOf(error: unknown): string {
  return error instanceof AggregateError
    ? [error.message, ...error.errors.map(sentenceOf)].join('; ')
    : sentenceOf(error);
}
