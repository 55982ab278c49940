import type { Direction } from '@uraniborg/devices';
import type { TakenFrame } from './frameSink.ts';
import type { Role } from './rig.ts';
import type { CoolAsks, Cooled } from './steps/cool.ts';
import type { ExposeAsks } from './steps/expose.ts';
import type { DeviceStep, ResultOf, StepName, StepOf } from './steps/stepTable.ts';

/**
 * What to do, as a synchronous generator: it yields steps (plain data) and gets each step's result back. It touches no
 * device and no clock, so the same plan runs a night and rehearses it. A failed step is thrown into it; when it is
 * stopped, its `finally` blocks run and nothing else does. What a `finally` block does it does `undisturbed`.
 */
export type Plan<T> = Generator<Step, T, unknown>;

export type Step = DeviceStep | TogetherStep;

/** Plans that run at the same time, under one parent. */
export interface TogetherStep {
  readonly do: 'together';
  readonly plans: readonly Plan<unknown>[];
  /** A stop waits until they have ended. */
  readonly undisturbed?: boolean;
}

/** The only place where the type of a step's result is asserted; the table of steps vouches for it. */
function* ask<K extends StepName>(step: StepOf<K>): Plan<ResultOf<K>> {
  return (yield step as DeviceStep) as ResultOf<K>;
}

export const connect = (role: Role): Plan<undefined> => ask<'connect'>({ do: 'connect', role });
export const disconnect = (role: Role): Plan<undefined> => ask<'disconnect'>({ do: 'disconnect', role });
/** Gives back whether the devices are all connected within that time. */
export const awaitReady = (roles: readonly Role[], withinSeconds: number): Plan<boolean> =>
  ask<'awaitReady'>({ do: 'awaitReady', roles, withinSeconds });
/** J2000 degrees. */
export const slew = (target: Direction, name?: string): Plan<undefined> =>
  ask<'slew'>({ do: 'slew', target, ...(name !== undefined && { name }) });
/** J2000 degrees. */
export const sync = (target: Direction): Plan<undefined> => ask<'sync'>({ do: 'sync', target });
export const park = (): Plan<undefined> => ask<'park'>({ do: 'park' });
export const findHome = (): Plan<undefined> => ask<'findHome'>({ do: 'findHome' });
export const unpark = (): Plan<undefined> => ask<'unpark'>({ do: 'unpark' });
export const track = (on: boolean): Plan<undefined> => ask<'track'>({ do: 'track', on });
/** Gives back where the focuser stands, steps. */
export const moveFocuser = (where: { to: number } | { by: number }): Plan<number> =>
  ask<'moveFocuser'>({ do: 'moveFocuser', ...where });
export const focuserPosition = (): Plan<number> => ask<'focuserPosition'>({ do: 'focuserPosition' });
export const selectFilter = (slot: number, name?: string): Plan<undefined> =>
  ask<'selectFilter'>({ do: 'selectFilter', slot, ...(name !== undefined && { name }) });
/** Degrees. */
export const turnRotator = (angle: number): Plan<undefined> => ask<'turnRotator'>({ do: 'turnRotator', angle });
export const moveShutter = (to: 'open' | 'closed'): Plan<undefined> => ask<'moveShutter'>({ do: 'moveShutter', to });
export const slaveDome = (on: boolean): Plan<undefined> => ask<'slaveDome'>({ do: 'slaveDome', on });
export const turnDome = (azimuth: number): Plan<undefined> => ask<'turnDome'>({ do: 'turnDome', azimuth });
export const parkDome = (): Plan<undefined> => ask<'parkDome'>({ do: 'parkDome' });
export const moveCover = (to: 'open' | 'closed'): Plan<undefined> => ask<'moveCover'>({ do: 'moveCover', to });
export const lightPanel = (brightness: number | 'off'): Plan<undefined> =>
  ask<'lightPanel'>({ do: 'lightPanel', brightness });
export const setSwitch = (id: string, value: number, name?: string): Plan<undefined> =>
  ask<'setSwitch'>({ do: 'setSwitch', id, value, ...(name !== undefined && { name }) });
export const cool = (asks: CoolAsks): Plan<Cooled> => ask<'cool'>({ do: 'cool', ...asks });
export const expose = (asks: ExposeAsks): Plan<TakenFrame> => ask<'expose'>({ do: 'expose', ...asks });
/** Milliseconds since the Unix epoch. */
export const waitUntil = (until: number): Plan<undefined> => ask<'wait'>({ do: 'wait', until });
export const waitSeconds = (seconds: number): Plan<undefined> => ask<'wait'>({ do: 'wait', seconds });
/** Milliseconds since the Unix epoch. */
export const now = (): Plan<number> => ask<'now'>({ do: 'now' });
export const note = (text: string, level: 'info' | 'warning' | 'error' = 'info'): Plan<undefined> =>
  ask<'note'>({ do: 'note', text, level });
/** How many exposures count under `key`; `judged`: when all of them have been measured and graded. */
export const completed = (key: string, { judged = false } = {}): Plan<number> =>
  ask<'completed'>({ do: 'completed', key, judged });

/**
 * Runs plans at the same time and gives back their results in order. When one fails the others are stopped, and the
 * failure is thrown when all of them have ended: nothing outlives its parent.
 */
export function* together<T extends readonly unknown[]>(...plans: { readonly [K in keyof T]: Plan<T[K]> }): Plan<T> {
  return (yield { do: 'together', plans }) as T;
}

/**
 * What must not be cut short, such as the clean-up in a `finally` block: a stop that comes meanwhile takes effect when
 * it has ended. Without it a stop during the last lines of a plan would stop the parking as well.
 */
export function* undisturbed<T>(plan: Plan<T>): Plan<T> {
  const [result] = (yield { do: 'together', plans: [plan], undisturbed: true }) as [T];
  return result;
}
