import { lightPanel, moveCover, setSwitch, turnRotator } from './accessorySteps.ts';
import { cool } from './cool.ts';
import { moveShutter, parkDome, slaveDome, turnDome } from './domeSteps.ts';
import { awaitReady, connect, disconnect } from './equipment.ts';
import { expose } from './expose.ts';
import { selectFilter } from './filterSteps.ts';
import { focuserPosition, moveFocuser } from './focuserSteps.ts';
import { findHome, park, slew, sync, track, unpark } from './mountSteps.ts';
import type { StepKind } from './stepKind.ts';
import { completed, note, now, wait } from './time.ts';

/** Everything a plan can ask for. A new kind of step is a new entry here and a stub in plan.ts. */
export const stepTable = {
  connect,
  disconnect,
  awaitReady,
  slew,
  sync,
  park,
  findHome,
  unpark,
  track,
  moveFocuser,
  focuserPosition,
  selectFilter,
  turnRotator,
  moveShutter,
  slaveDome,
  parkDome,
  turnDome,
  moveCover,
  lightPanel,
  setSwitch,
  cool,
  expose,
  wait,
  now,
  note,
  completed,
};

export type StepName = keyof typeof stepTable;
type AsksOf<K extends StepName> = (typeof stepTable)[K] extends StepKind<infer Asks, infer _> ? Asks : never;
/** What the runner gives back for a step. */
export type ResultOf<K extends StepName> = (typeof stepTable)[K] extends StepKind<infer _, infer Gives> ? Gives : never;
/** One step: plain data that can be logged, compared and sent. */
export type StepOf<K extends StepName> = { readonly do: K } & AsksOf<K>;
export type DeviceStep = { [K in StepName]: StepOf<K> }[StepName];

/** The entry of a step, with its type: the one place where name and data are known to belong together. */
export function kindOf(step: DeviceStep): StepKind<DeviceStep, unknown> {
  return stepTable[step.do] as unknown as StepKind<DeviceStep, unknown>;
}
